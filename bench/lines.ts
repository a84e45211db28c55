import type { BenchLine } from './line'
import { boostLine, boostManyLine, boostMostLine, scoreBoostedLine } from './lines/boosted-trees'
import { crossValidationLine } from './lines/cross-validation'
import { fitLine, scoreLine } from './lines/extra-trees'
import { svmImportanceLine, treeImportanceLine } from './lines/importance'
import { phiKLine, significanceLine } from './lines/phi-k'
import { svmShapleyLine, treeShapleyLine } from './lines/shapley'

/** Everything that is measured on both sides. Scripts read the names: they stay. */
export const lines: readonly BenchLine[] = [
  phiKLine,
  significanceLine,
  treeImportanceLine,
  svmImportanceLine,
  treeShapleyLine,
  svmShapleyLine,
  fitLine,
  scoreLine,
  crossValidationLine,
  boostLine,
  boostManyLine,
  boostMostLine,
  scoreBoostedLine,
]
