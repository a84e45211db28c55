import type { Conclusion } from '../evaluation/drift/conclusion'
import type { ExpectedMeasures } from '../evaluation/training-reference'

/**
 * What a plan is made for. A `rehearsal`: the outcome of the customers is known and stands in their tables, so that
 * nothing can be changed for them any more. `open`: their outcome is still to come.
 */
export type OccasionKind = 'rehearsal' | 'open'

/** The occasion of a plan, in counts; no customer is in it. */
export interface Occasion {
  readonly kind: OccasionKind
  /** Absent where the study itself judged the customers, in its cross-validation. */
  readonly byModel?: ModelOccasion
  /** Share of declining customers, stated by the store, that a study's probabilities were moved to. */
  readonly prevalence?: number
}

/** How a model file judged the customers of other tables, or of those it learned from. */
export interface ModelOccasion {
  /** Label of the quarter that the plan is for. */
  readonly quarter?: string
  /** Customers that the model learned from, and the fingerprint of their tables. */
  readonly model: {
    readonly customers: number
    readonly fingerprint: string
    /** Customers of earlier quarters that it learned from as well; absent where there are none. */
    readonly earlier?: number
  }
  /** `training`: the cut-offs of the segments are those of the study that made the model. */
  readonly cuts: 'training' | 'anew'
  /** What the drift check concludes; absent where too few customers are there to compare. */
  readonly drift?: { readonly conclusion: Conclusion['conclusion']; readonly alarms: number }
  /** Customers that the model has learned from; absent where its file does not say. */
  readonly learned?: {
    /** With the same values: they have the answers of models that were not fitted on them. */
    readonly same: number
    /** Changed since: the model's own answer, which may know their last outcome by heart. */
    readonly changed: number
  }
  /** How good the probabilities are on these customers, where their outcome is known and both occur often enough. */
  readonly measured?: ExpectedMeasures
  /** Share of declining customers that the probabilities were moved to. */
  readonly prevalence?: number
}
