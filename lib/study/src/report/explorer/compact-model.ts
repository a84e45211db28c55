import type { FittedModel, FittedPipeline, PreprocessorState, Trees } from '@one-click/learn'
import { toJsonData } from '@one-click/learn'
import type { CustomerModel } from '../../evaluation/feature-preprocessor'
import { compactTrees } from './compact-trees'

/**
 * A model as a page carries it: plain JSON, typed arrays as in a model file, trees without what prediction
 * does not read. The page expands it with `expandModel` in lib/study/explorer.
 */
export function compactModel(model: CustomerModel): unknown {
  return toJsonData(
    model.kind === 'stack'
      ? { ...model, members: model.members.map(compactPipeline) }
      : compactPipeline(model),
  )
}

/** Without the results of the search, which are no part of the prediction. */
function compactPipeline<State extends PreprocessorState>(pipeline: FittedPipeline<State>): object {
  return { ...pipeline, search: [], model: compactEstimate(pipeline.model) }
}

function compactEstimate(model: FittedModel): object {
  if (!hasTrees(model)) return model
  return { kind: model.kind, features: model.features, compactTrees: compactTrees(model) }
}

function hasTrees(model: FittedModel): model is FittedModel & Trees {
  return 'roots' in model && 'threshold' in model && 'cover' in model
}
