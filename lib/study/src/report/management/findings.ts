import type { Interval } from '@one-click/statistics'
import type { LowEnd } from '../../decisions/budget/low-end'
import type { AssumedRange, Quantity } from '../../decisions/offers/offer-catalogue'
import type { SegmentCuts, SegmentName } from '../../decisions/segments/segments'
import type { OrderErrors } from '../../evaluation/block-errors'
import type { Occasion } from '../../study/occasion'
import type { Provenance } from '../../study/provenance'
import type { Theme } from '../../words/feature-themes'
import type { Bilingual } from '../../words/language'
import type { AssumptionRow, PolicyRow } from '../figures/budget-rows'
import type { MapCell } from '../figures/risk-map'
import type { NotebookLink } from './notebook-link'

/**
 * What the management report tells, as plain data without any customer: totals, groups and shares. Every group
 * that is counted in customers has at least `minShownCustomers`. Money is in the finance department's unit.
 */
export interface ManagementFindings {
  readonly occasion: Occasion
  readonly provenance: Provenance
  /** Of all money; absent where the catalogue does not state it. */
  readonly unit?: Bilingual
  /** Months over which decline is predicted and money is counted. */
  readonly months: number
  readonly stake: StakeFindings
  readonly who: WhoFindings
  readonly why: WhyFindings
  readonly what: OfferFindings
  readonly money: MoneyFindings
  readonly certainty: CertaintyFindings
  /** Absent where too few customers could take part. */
  readonly experiment?: ExperimentFindings
  /** None beside a plan. */
  readonly notebooks: readonly NotebookLink[]
  /** Address of the plan for customers whose outcome is open; absent where there is none. */
  readonly openPlan?: string
}

export interface StakeFindings {
  /** Share of profit that a customer who buys less is assumed to take away. */
  readonly lostShare: AssumedRange
  /** Customers in the tables: the four below together. */
  readonly total: number
  /** Bought in each of the last three months, and their profit is known: those whom the report is about. */
  readonly active: number
  /** Bought in each of the months, but money.csv states no profit. */
  readonly withoutProfit: number
  /** Bought nothing in at least one of the months. */
  readonly inactive: number
  /** Lack rows in the tables, so that nothing can be said of them. */
  readonly incomplete: number
  /** Names of the tables that lack these rows. */
  readonly lackingTables: readonly string[]
  /** Active customers who declined, by the tables; absent where the outcome is open. */
  readonly declined?: number
  /** Sum of the probabilities: how many are expected to buy less. */
  readonly expected: number
  /** Over the horizon: all profit, and probability × profit. */
  readonly profit: number
  readonly atRisk: number
  /** What chance in who the customers are leaves open. */
  readonly atRiskInterval: Interval
  /** Share of profit at risk that the customers with most of it hold, by their share of all, both 0 to 1. */
  readonly concentration: readonly { readonly customers: number; readonly atRisk: number }[]
}

export interface SegmentFinding {
  readonly segment: SegmentName
  readonly customers: number
  /** Mean probability of decline. */
  readonly probability: number
  /** Over the horizon. */
  readonly profit: number
  readonly atRisk: number
  readonly atRiskInterval: Interval
}

export interface WhoFindings {
  readonly cuts: SegmentCuts
  /** Segments with enough customers to be shown, most urgent first. */
  readonly segments: readonly SegmentFinding[]
  readonly map: readonly MapCell[]
  /** Customers in cells too small to be shown. */
  readonly offMap: number
  /** Share of customers whose segment another draw of customers would change; absent for cut-offs of a former study. */
  readonly unstable?: Interval
}

/** One theme of reasons among the customers at risk. */
export interface ThemeFinding {
  readonly theme: Theme
  /** Customers at risk for whom it is the strongest; 0 also where the count could tell who they are. */
  readonly customers: number
  /** Mean change of their probability by it over all customers at risk, −1 to 1. */
  readonly points: number
  /** The numeric feature that carries it most, and its medians; absent for themes of categories. */
  readonly sign?: {
    readonly feature: string
    readonly atRisk: number
    readonly others: number
  }
}

/** Customers alike in why they are at risk. */
export interface KindFinding {
  readonly name: Bilingual
  readonly customers: number
  readonly probability: number
  readonly atRisk: number
}

export interface WhyFindings {
  /** Probability from which on a customer counts as at risk. */
  readonly riskFrom: number
  /** Customers from that probability on, and what they hold of the profit at risk. */
  readonly customers: number
  readonly atRisk: number
  /** Most frequent first. */
  readonly themes: readonly ThemeFinding[]
  /** Largest profit at risk first. */
  readonly kinds: readonly KindFinding[]
}

export interface OfferFinding {
  /** Absent for the group that stands for the small ones. */
  readonly offer?: string
  readonly name: Bilingual
  /** Themes of reasons that it answers. */
  readonly themes: readonly Theme[]
  readonly customers: number
  readonly cost: number
  /** Expected profit kept over the horizon. */
  readonly kept: number
  /** Customers by channel; channels that would tell of few are one, without `channel`. */
  readonly channels: readonly {
    /** Absent for those that are merged. */
    readonly channel?: string
    readonly name: Bilingual
    readonly customers: number
  }[]
}

export interface OfferFindings {
  /** Customers who get an offer by the plan, and those of them who gave no consent and see it on the site only. */
  readonly customers: number
  readonly withoutConsent: number
  /** Contacts (messages and calls) that the plan uses; absent where fewer than five customers could be told from it. */
  readonly contacts?: number
  /** Contacts that the plan may use. */
  readonly contactLimit: number
  /** Most customers first. */
  readonly offers: readonly OfferFinding[]
}

export interface MoneyFindings {
  readonly budget: number
  /** As the catalogue states it: an amount, or a share of profit at risk. */
  readonly statedBudget: Quantity
  readonly cost: number
  readonly kept: number
  /** The plan first. */
  readonly policies: readonly PolicyRow[]
  /** Budgets with what the best plan keeps. */
  readonly curve: readonly { readonly budget: number; readonly cost: number; readonly kept: number }[]
  /** Budget beyond which a unit of money brings back less than a unit: the plan's cost, unless its limit is below it. */
  readonly worthwhileBudget: number
  /** Factor on all assumed effects at which the plan just pays for itself; absent for a plan without offers. */
  readonly breakEven?: number
  /** If every effect is at the low end of its range. */
  readonly lowEnd: Pick<LowEnd, 'net' | 'paying'> & {
    /** Whether then any offer to anyone would keep more than it costs. */
    readonly anyPays: boolean
  }
  /** Widest first. */
  readonly assumptions: readonly Pick<AssumptionRow, 'name' | 'low' | 'high'>[]
  /** Of the net gain when everything uncertain is drawn. */
  readonly net: Interval
  /** Share of these draws in which the plan pays. */
  readonly chanceToPay: number
  /** The same if the effects of different offers erred independently. */
  readonly independent: { readonly lower: number; readonly chanceToPay: number }
  /** Share of what is not known of effects that offers have in common. */
  readonly sharedError: number
  /** Offers of the plan, and how many of them have a measured effect. */
  readonly effects: { readonly planned: number; readonly measured: number }
}

/** Customers with like predictions: what was said, and what happened. */
export interface CalibrationFinding {
  readonly customers: number
  readonly predicted: number
  readonly happened: Interval
}

export interface CertaintyFindings {
  /** Of a customer who declined and one who held: how often the model put the right one higher. */
  readonly rightPairs: Interval
  /** Whether the procedure was chosen anew by each of the models that judged it. */
  readonly isNested: boolean
  /** Of those called at risk, the share that declined; absent when fewer than five are called, or it would tell of so few. */
  readonly precision?: number
  /** Of those who declined, the share that was called; absent where it would tell of fewer than five. */
  readonly recall?: number
  /** Of those who declined, the share with a probability below the average (`unexpectedDeclines`). */
  readonly unexpected?: Interval
  /** Of those who declined, the share who leave no sign (`silentDeclines`); absent where no figure can be given. */
  readonly silent?: Interval
  /**
   * Where the order of the tables tells the outcome: the share of right pairs for the declines of the best told block and for
   * all others, or `told` where these would tell of few; absent where it does not.
   */
  readonly order?: OrderErrors['contrast'] | 'told'
  readonly calibration: readonly CalibrationFinding[]
  /** Mean distance of predicted and observed shares, and what chance alone would give. */
  readonly calibrationError: number
  readonly calibrationErrorByChance: number
  /** How far off the probabilities may be on average. */
  readonly calibrationErrorRange: { readonly lower: number; readonly upper: number }
  /** Level of the prediction sets, how often they held, and the share of customers the model is not sure of: absent where it would tell of fewer than five. */
  readonly level: number
  readonly coverage: number
  readonly unsure?: number
}

/** The experiment that would measure what offers do. */
export interface ExperimentFindings {
  readonly treated: number
  readonly control: number
  /** Of the offers to the treated, and the profit that these are expected to keep over the horizon. */
  readonly cost: number
  readonly kept: number
  /** Share of participants expected to decline without offers. */
  readonly declineRate: number
  /** Falls of that share: the smallest that pays, the one assumed, the smallest found with the stated power. */
  readonly worthwhile: number
  readonly assumed: number
  readonly detectable: number
  readonly power: number
  /** Most quarters, each followed by one look. */
  readonly quarters: number
  /** Chance at most of claiming a benefit where there is none. */
  readonly falseClaim: number
  /** What happens if the fall is as assumed, half of it, and none. */
  readonly courses: readonly CourseFinding[]
}

/** How the experiment goes under one true fall of the decline rate. */
export interface CourseFinding {
  readonly fall: number
  /** Chances of each end. */
  readonly rollOut: number
  readonly stop: number
  readonly end: number
  readonly expectedQuarters: number
}

/** Whether effects are assumed, all measured, or some of each. */
export type EffectsKnown = 'assumed' | 'partly' | 'measured'

/** Which it is of a plan's offers. */
export function effectsKnown({ planned, measured }: MoneyFindings['effects']): EffectsKnown {
  if (measured === 0) return 'assumed'
  return measured === planned ? 'measured' : 'partly'
}
