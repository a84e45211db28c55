import type { ParallelOptions } from '@one-click/core'
import { take, tell } from '@one-click/core'
import type { FeatureGroupOf } from '@one-click/explain'
import { featureClusters } from '@one-click/explain'
import { probabilityAtPrevalence, ungrouped } from '@one-click/learn'
import type { Customers } from '../customers/customers'
import { selectFeatures } from '../customers/feature-table'
import { joinQuarters, type Quarters } from '../customers/quarters'
import { type PrevalenceScenario, prevalenceScenarios } from '../decisions/budget/prevalence-scenarios'
import type { ExperimentPlan } from '../decisions/experiment/experiment-plan'
import { contactEconomics } from '../decisions/offers/contact-economics'
import type { OfferCatalogue } from '../decisions/offers/offer-catalogue'
import { errorsByOrder, type OrderErrors } from '../evaluation/block-errors'
import { type ContactComparison, compareContactRules } from '../evaluation/contact-rules'
import { type CrossValidation, crossValidate } from '../evaluation/cross-validation'
import { customerGroups } from '../evaluation/customer-groups'
import { trainingReference } from '../evaluation/drift/build-reference'
import type { CustomerModel } from '../evaluation/feature-preprocessor'
import { everyone, type FoldData } from '../evaluation/fold-data'
import { type LearningPoint, learningCurve } from '../evaluation/learning-curve'
import type { ModelExtras } from '../evaluation/model-file'
import { learnedCustomers } from '../evaluation/out-of-fold-answers'
import { chosenProcedure, procedures } from '../evaluation/procedures'
import { type ProfitAtCutOff, profitBand, withKnownProfit } from '../evaluation/profit-threshold'
import { type SegmentError, segmentErrors } from '../evaluation/segment-errors'
import { type TableOrigin, tableOrigin } from '../evaluation/table-origin'
import { riskOfActiveCustomers } from '../explanation/active-risk'
import { type CustomerRisk, riskOfRows } from '../explanation/customer-risk'
import { explainFolds, type FoldExplanation, featuresOfFolds } from '../explanation/fold-explanation'
import { interactionsOfFolds, type PairInteraction, pairsOf } from '../explanation/interactions'
import { meanContributions } from '../explanation/mean-contributions'
import { riskAtPrevalence } from '../explanation/risk-at-prevalence'
import { phiKOfFeatures } from '../exploration/feature-associations'
import { formatWarnings } from '../tables/format-warnings'
import type { ReadOptions } from '../tables/read-study-tables'
import type { Problem, ReadResult } from '../tables/schema'
import type { StudyStep } from './code-hash'
import {
  type DecisionInput,
  type OfferResults,
  planOfferExperiment,
  planOfferResults,
  type Segmentation,
  segmentCustomers,
} from './decision-results'
import { readEarlierTables } from './earlier-tables'
import { type EvaluationResults, evaluateModels } from './evaluation-results'
import { type ExperimentSimulations, simulateExperiments } from './experiment-simulations'
import { earlierAnswers, type FinalFit, fitFinalModel, learningData, requireProfit } from './final-model'
import { customersOf, gatherTables } from './gathered-tables'
import { catalogueWith } from './offers-in-use'
import { comparePooled, type PooledQuarters } from './pooled-quarters'
import { ResultCache } from './result-cache'
import type { StudyContext } from './study-context'
import { studySeed, studySplits } from './study-settings'

/** How the long work of a workspace goes on. */
export interface WorkspaceRun {
  /** Ends long work when aborted. */
  readonly signal?: AbortSignal
  /** Gives what is told, fold by fold, of the long work with this label; default: lines on stderr, if the context tells. */
  readonly progress?: (label: string) => (done: number, total: number) => void
}

/**
 * The tables of one data folder and the results that notebooks, model card and report share. Each result is computed
 * when first asked for, so that every notebook runs alone.
 */
export class Workspace {
  private gathered?: Customers
  private earlier: readonly Customers[] = []
  private cache?: ResultCache
  private catalogue?: OfferCatalogue
  private readonly known = new Map<string, Promise<unknown>>()

  /** @param context where to read and keep, and what counts @param run when to stop long work, and how to tell of it */
  constructor(
    readonly context: StudyContext,
    private readonly run: WorkspaceRun = {},
  ) {}

  /** Every problem of the tables, and what became of their rows. */
  async read(): Promise<Pick<ReadResult, 'problems' | 'balance'>> {
    return gatherTables(this.context.cache, this.context.folder)
  }

  /** All customers; UserError when the tables have errors. */
  async customers(): Promise<Customers> {
    if (!this.gathered) {
      const { cache, folder, earlier } = this.context
      const warn = (place: string) => (warnings: readonly Problem[]) => {
        if (this.context.tells) tell(...formatWarnings(place, warnings))
      }
      const gather = (place: string, options: ReadOptions = {}) => gatherTables(cache, place, options)
      const customers = customersOf(folder, await gather(folder), warn(folder))
      this.earlier = await readEarlierTables(customers, earlier, gather, warn)
      const fingerprints = [customers, ...this.earlier].map(({ fingerprint }) => fingerprint)
      this.cache = new ResultCache(cache, fingerprints.join(' '))
      this.gathered = customers
    }
    return this.gathered
  }

  /** The offers that decisions choose from, with measured effects where a study was given some. */
  get offers(): OfferCatalogue {
    this.catalogue ??= catalogueWith(this.context.offers, this.context.effects)
    return this.catalogue
  }

  /** The customers joined with those of earlier quarters. */
  async quarters(): Promise<Quarters> {
    return joinQuarters(await this.customers(), this.earlier)
  }

  /** What models learn from: active customers without implausible values, and those of earlier quarters. */
  async learning(): Promise<FoldData> {
    return learningData(await this.customers(), this.context.folder, await this.quarters())
  }

  /** Repeated cross-validation of every procedure, on the same splits. */
  compareModels(): Promise<CrossValidation[]> {
    return this.shared('evaluation', 'model-comparison', { studySplits, studySeed, procedures }, async () =>
      crossValidate(procedures, await this.learning(), {
        ...studySplits,
        seed: studySeed,
        keepModelsOf: chosenProcedure,
        ...this.progress('Cross-validation'),
      }),
    )
  }

  /** The chosen procedure's row of the comparison. */
  async chosenValidation(): Promise<CrossValidation> {
    const compared = await this.compareModels()
    return compared.find(({ procedure }) => procedure.name === chosenProcedure.name)!
  }

  /** How well the procedures do, and how far the chosen one's probabilities can be trusted. */
  evaluation(): Promise<EvaluationResults> {
    return this.shared('evaluation', 'evaluation', { studySplits, studySeed, procedures }, async () =>
      evaluateModels(await this.compareModels(), await this.chosenValidation(), await this.learning(), {
        splits: studySplits,
        seed: studySeed,
      }),
    )
  }

  /** Errors of the chosen procedure by groups of customers, one attribute at a time. */
  groupErrors(): Promise<SegmentError[]> {
    return this.shared(
      'evaluation',
      'group-errors',
      { studySplits, studySeed, chosenProcedure },
      async () => {
        const { declines, groups } = await this.learning()
        const { probability } = await this.chosenValidation()
        return segmentErrors(declines, probability, customerGroups(await this.customers()), {
          seed: studySeed,
          groups,
          replicates: 1000,
        })
      },
    )
  }

  /** How the chosen procedure does along an order of the tables that tells the outcome; undefined where none does. */
  async orderErrors(): Promise<OrderErrors | undefined> {
    const [origin, { ids, trainingRows }] = [await this.origin(), await this.customers()]
    const { declines, probability } = (await this.evaluation()).outcomes
    return errorsByOrder(origin, ids, trainingRows, declines, probability)
  }

  /** What the tables tell of where they come from: order, copies. */
  origin(): Promise<TableOrigin> {
    return this.shared('evaluation', 'table-origin', { studySeed }, async () =>
      tableOrigin(await this.customers(), { seed: studySeed }),
    )
  }

  /**
   * The chosen procedure on folds that part copies: what its figures would look like if a model might have seen the
   * other copy of a customer that judges it.
   */
  plainValidation(): Promise<CrossValidation> {
    return this.shared(
      'evaluation',
      'plain-validation',
      { studySplits, studySeed, chosenProcedure },
      async () => {
        const parted = (one: Customers) => ({ ...one, groups: ungrouped(one.count) })
        const customers = parted(await this.customers())
        const plain = learningData(
          customers,
          this.context.folder,
          joinQuarters(customers, this.earlier.map(parted)),
        )
        const [validation] = await crossValidate([chosenProcedure], plain, {
          ...studySplits,
          repeats: 1,
          seed: studySeed,
          ...this.progress('Folds that part copies'),
        })
        return validation
      },
    )
  }

  /**
   * What models learned from earlier quarters, and what that changes on the same folds; undefined where they learned from
   * these tables alone.
   */
  async pooledQuarters(): Promise<PooledQuarters | undefined> {
    const { earlier } = await this.quarters()
    if (earlier.length === 0) return undefined
    const folders = earlier.map(({ customers: { source } }) => source.folder)
    return this.shared(
      'evaluation',
      'pooled-quarters',
      { studySplits, studySeed, chosenProcedure, folders },
      async () => {
        const { earlier: _, ...alone } = await this.learning()
        const [validation] = await crossValidate([chosenProcedure], alone, {
          ...studySplits,
          seed: studySeed,
          ...this.progress('Without earlier quarters'),
        })
        return comparePooled(earlier, await this.chosenValidation(), validation)
      },
    )
  }

  /**
   * Rules of whom to contact, by what the catalogue's offers cost and keep on average (`contactEconomics`): judged by what
   * happened to the customers, at probabilities of models that had not seen them. With the profit at every cut-off.
   */
  async contactRules(): Promise<ContactComparison & { readonly band: readonly ProfitAtCutOff[] }> {
    const economics = contactEconomics(this.offers)
    const options = { studySplits, studySeed, chosenProcedure, economics }
    return this.shared('decisions', 'contact-rules', options, async () => {
      const { trainingRows, profit } = await this.customers()
      const { declines, groups, fold, repeats } = (await this.evaluation()).outcomes
      const all = { declines, probability: repeats[0], profit: take(profit, trainingRows), fold, groups }
      const candidates = withKnownProfit(all)
      const drawn = { seed: studySeed, groups: candidates.groups, replicates: 1000 }
      return {
        ...compareContactRules(candidates, economics, drawn),
        band: profitBand(candidates, economics, drawn),
      }
    })
  }

  /** How well the chosen procedure does when it learns from a part of the customers. */
  learningCurve(): Promise<LearningPoint[]> {
    return this.shared(
      'evaluation',
      'learning-curve',
      { studySplits, studySeed, chosenProcedure },
      async () =>
        learningCurve(await this.chosenValidation(), await this.learning(), {
          folds: studySplits.folds,
          seed: studySeed,
          ...this.progress('Learning curve'),
        }),
    )
  }

  /** The chosen procedure fitted on all customers that models learn from. */
  async finalModel(): Promise<CustomerModel> {
    return (await this.finalFit()).model
  }

  /**
   * What the model file keeps of the training data: what later tables are compared with, column by column, and honest
   * answers for the customers that the model learned from. Both rest on the study's own cross-validation.
   */
  async trainingExtras(): Promise<Required<Pick<ModelExtras, 'reference' | 'learned'>>> {
    const [customers, learning] = [await this.customers(), await this.learning()]
    const { probability } = await this.chosenValidation()
    const judged = { model: await this.finalModel(), outOfFold: probability }
    const { earlier } = await this.quarters()
    return {
      reference: trainingReference(customers, learning, judged, { seed: studySeed }),
      learned: learnedCustomers(customers, judged, earlierAnswers(earlier, await this.finalFit())),
    }
  }

  private finalFit(): Promise<FinalFit> {
    return this.shared('evaluation', 'final-model', { studySeed, chosenProcedure }, async () =>
      fitFinalModel(await this.learning()),
    )
  }

  /** Permutation importance and Shapley values of the chosen procedure's fold models, on held-out customers. */
  explainModels(): Promise<FoldExplanation[]> {
    return this.shared('explanation', 'explanations', { studySplits, studySeed, chosenProcedure }, async () =>
      explainFolds(await this.learning(), await this.chosenValidation(), await this.relatedFeatures(), {
        ...studySplits,
        seed: studySeed,
        ...this.progress('Explanation'),
      }),
    )
  }

  /** Groups of two or more features of the chosen procedure that say much the same (`featureClusters`). */
  async relatedFeatures(): Promise<FeatureGroupOf[]> {
    const { table } = await this.learning()
    const read = featuresOfFolds(await this.chosenValidation(), table)
    const used = selectFeatures(
      table,
      table.features.filter(({ name }) => read.includes(name)),
    )
    const names = used.features.map(({ name }) => name)
    return featureClusters(phiKOfFeatures(used), names).filter(({ features }) => features.length > 1)
  }

  /** How the chosen procedure's five strongest features work together in pairs, strongest pair first. */
  async interactions(): Promise<PairInteraction[]> {
    const strongest = meanContributions(await this.customerRisk()).slice(0, 5)
    const pairs = pairsOf(strongest.map(({ feature }) => feature))
    return this.shared(
      'explanation',
      'interactions',
      { studySplits, studySeed, chosenProcedure, pairs },
      async () =>
        interactionsOfFolds(await this.learning(), await this.chosenValidation(), pairs, {
          ...studySplits,
          seed: studySeed,
          ...this.progress('Interactions'),
        }),
    )
  }

  /** Share of the customers that models learn from who declined, those of earlier quarters included. */
  async observedPrevalence(): Promise<number> {
    const { declines } = everyone(await this.learning())
    return declines.reduce((sum, label) => sum + label, 0) / declines.length
  }

  /** The share that the store states, to which the probabilities are moved; undefined where it states none. */
  get statedPrevalence(): number | undefined {
    return this.context.prevalence
  }

  /** Share of declining customers that the risk stands for. */
  async prevalence(): Promise<number> {
    return this.statedPrevalence ?? (await this.observedPrevalence())
  }

  /**
   * Risk and its reasons for every active customer whose profit is known, by models that never saw the customer; at the
   * share of declines that the store states, where it does.
   */
  customerRisk(): Promise<CustomerRisk> {
    const prevalence = this.statedPrevalence
    const options = { studySplits, studySeed, chosenProcedure, prevalence }
    return this.shared('explanation', 'customer-risk', options, async () => {
      const customers = await this.customers()
      const explained = await this.explainModels()
      const ofAll = riskOfActiveCustomers(customers, explained, await this.finalModel(), studySeed)
      const risk = riskOfRows(ofAll, customers.decisionRows)
      return prevalence === undefined
        ? risk
        : riskAtPrevalence(risk, { from: await this.observedPrevalence(), to: prevalence })
    })
  }

  /** Segments, profit at risk and plan at other shares of declines. */
  prevalenceScenarios(): Promise<PrevalenceScenario[]> {
    return this.shared('decisions', 'prevalence', this.decisionOptions(), async () =>
      prevalenceScenarios(await this.decisionInput(), (await this.segmentation()).cuts, {
        risk: await this.prevalence(),
        tables: await this.observedPrevalence(),
      }),
    )
  }

  /** The map of risk and profit: cut-offs, segments, how stable they are and what sets each apart. */
  segmentation(): Promise<Segmentation> {
    return this.shared('decisions', 'segmentation', this.decisionOptions(), async () =>
      segmentCustomers(await this.decisionInput(), await this.validationOfRisk()),
    )
  }

  /** Options, plan and decision for every active customer, in the order of the risk's customers. */
  offerResults(): Promise<OfferResults> {
    return this.shared('decisions', 'offers', this.decisionOptions(), async () =>
      planOfferResults(await this.decisionInput(), await this.segmentation()),
    )
  }

  /** The experiment on the offers; undefined where too few customers could take part. */
  experimentPlan(): Promise<ExperimentPlan | undefined> {
    const { quarter } = this.context
    return this.shared('decisions', 'experiment', { ...this.decisionOptions(), quarter }, async () =>
      planOfferExperiment(
        { ...(await this.decisionInput()), ...(quarter && { quarter }) },
        await this.segmentation(),
        await this.offerResults(),
      ),
    )
  }

  /** What such experiments would find, simulated; undefined where there is none. */
  async experimentSimulations(): Promise<ExperimentSimulations | undefined> {
    const plan = await this.experimentPlan()
    const { quarter } = this.context
    return this.shared(
      'decisions',
      'experiment-simulations',
      { ...this.decisionOptions(), quarter },
      async () => plan && simulateExperiments(plan, studySeed),
    )
  }

  /** The chosen procedure's probabilities repeat by repeat, at the share of declines that the risk stands for. */
  private async validationOfRisk(): Promise<Pick<CrossValidation, 'probability'>> {
    const { probability } = await this.chosenValidation()
    const to = this.statedPrevalence
    if (to === undefined) return { probability }
    const shift = { from: await this.observedPrevalence(), to }
    return { probability: probability.map((repeat) => probabilityAtPrevalence(repeat, shift)) }
  }

  private async decisionInput(): Promise<DecisionInput> {
    const customers = await this.customers()
    requireProfit(customers, this.context.folder)
    const { declines, groups } = await this.learning()
    const { probability } = await this.chosenValidation()
    return {
      customers,
      risk: await this.customerRisk(),
      evidence: { declines, repeats: probability, groups },
      catalogue: this.offers,
      seed: studySeed,
    }
  }

  private decisionOptions() {
    const prevalence = this.statedPrevalence
    return { studySplits, studySeed, chosenProcedure, offers: this.offers, prevalence }
  }

  private progress(label: string): ParallelOptions {
    const { progress = this.context.tells ? progressLine : silence, signal } = this.run
    return { onProgress: progress(label), signal }
  }

  /** A long result that all share who work on the same tables; kept at hand once it is there. */
  private async shared<Result>(
    step: StudyStep,
    name: string,
    options: unknown,
    compute: () => Promise<Result>,
  ): Promise<Result> {
    await this.customers()
    const key = JSON.stringify([name, options])
    const known = this.known.get(key)
    if (known !== undefined) return known as Promise<Result>
    const result = this.cache!.get(step, name, options, compute)
    this.known.set(key, result)
    // A failed one is tried again.
    result.catch(() => this.known.delete(key))
    return result
  }
}

const silence = () => () => {}

/** Progress of long work in an interactive cell, a line at each tenth. */
function progressLine(label: string): (done: number, total: number) => void {
  let tenth = 0
  return (done, total) => {
    const now = Math.floor((10 * done) / total)
    if (now > tenth) tell(`${label}: ${done} of ${total} folds`)
    tenth = Math.max(tenth, now)
  }
}
