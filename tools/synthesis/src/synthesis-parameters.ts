import fitted from './synthesis-parameters.json'

/** The classes of the target, in the order used throughout: 0 = activity holds, 1 = it declines. */
export const synthesisClasses = ['holds', 'declines'] as const
export type SynthesisClass = (typeof synthesisClasses)[number]

/** The columns a synthetic customer has a number for; revenue and minutes once for each month. */
export const synthesisNumericNames = [
  'marketingContacts6m',
  'marketingContactsCurrent',
  'tenureDays',
  'promoShare',
  'categoriesPerVisit',
  'unpaidItems',
  'serviceErrors',
  'pagesPerVisit',
  'revenueCurrent',
  'revenuePrevious',
  'revenueBeforePrevious',
  'minutesCurrent',
  'minutesPrevious',
  'profit',
] as const
export type SynthesisNumericName = (typeof synthesisNumericNames)[number]

export const synthesisCategoryNames = ['serviceTier', 'contactAllowed', 'favouriteCategory'] as const
export type SynthesisCategoryName = (typeof synthesisCategoryNames)[number]

/** How the numbers of a column are written: multiples of 1 / `perUnit`, with a decimal point or without. */
export interface NumberForm {
  readonly perUnit: number
  readonly decimalPoint: boolean
}

/**
 * The distribution of one column within one class, of this column alone: a frequency table where few values
 * occur, else quantiles on an even grid from the smallest value to the largest.
 */
export type Margin =
  | { readonly kind: 'frequencies'; readonly values: readonly number[]; readonly counts: readonly number[] }
  | { readonly kind: 'quantiles'; readonly quantiles: readonly number[] }

/** One normal component of the mixture on normal scores, with the shifts of the categories taken out. */
export interface MixtureComponent {
  readonly weight: number
  /** Shape (columns). */
  readonly mean: readonly number[]
  /** Lower triangle of the covariance, row by row: shape (columns · (columns + 1) / 2). */
  readonly covariance: readonly number[]
}

/** Positions in the schema's lists of values, in the order of `synthesisCategoryNames`, and how often. */
export interface CategoryCombination {
  readonly values: readonly number[]
  readonly count: number
}

/** What is known of one class of the target. */
export interface ClassParameters {
  /** How many customers of this class there were. */
  readonly customers: number
  readonly margins: Readonly<Record<SynthesisNumericName, Margin>>
  readonly components: readonly MixtureComponent[]
  /** How many customers had each combination of categories. */
  readonly combinations: readonly CategoryCombination[]
}

/** How often a value is misspelt, for each class; a month's name is misspelt throughout or never. */
export interface MisspellingRate {
  readonly column: SynthesisCategoryName | 'revenuePeriod' | 'minutesPeriod'
  readonly value: string
  readonly misspelling: string
  readonly rates: Readonly<Record<SynthesisClass, number>>
}

/** An order in which the months of a customer follow one another, and how often it occurs. */
export interface MonthOrder {
  readonly months: readonly string[]
  readonly frequency: number
}

/** Everything the generator knows: summary statistics, no row. Fitted by `scripts/fit-synthesis.mjs`. */
export interface SynthesisParameters {
  readonly customers: number
  readonly forms: Readonly<Record<SynthesisNumericName, NumberForm>>
  readonly classes: Readonly<Record<SynthesisClass, ClassParameters>>
  /** What each value of a category adds to the normal scores: shape (values, columns). */
  readonly shifts: Readonly<Record<SynthesisCategoryName, readonly (readonly number[])[]>>
  /** Share of customers of each class whose values are drawn from the other class. */
  readonly overlap: number
  /** Customers who repeat an earlier one; how many of them. */
  readonly copies: {
    /** Equal in every monthly amount. */
    readonly customers: number
    /** Of these, with equal features throughout. */
    readonly equal: number
    /** Of these, with the same label. */
    readonly sameLabel: number
  }
  /** Runs of rows that repeat a block of columns of an earlier run; how many, and customers in them. */
  readonly runs: {
    readonly runs: number
    readonly customers: number
    /** Of these, with the same favourite category. */
    readonly sameCategory: number
    /** Of these, with the same label. */
    readonly sameLabel: number
  }
  readonly misspellings: readonly MisspellingRate[]
  readonly revenueOrders: readonly MonthOrder[]
  readonly minutesOrders: readonly MonthOrder[]
  /** Customers without a purchase in the two earlier months, and the longest time since they registered. */
  readonly newcomers: {
    readonly customers: number
    readonly minimumTenure: number
    readonly maximumTenure: number
  }
  /** Customers whose current revenue has digits typed before it, and what those digits add. */
  readonly implausible: { readonly customers: number; readonly added: number }
}

/** The parameters fitted on the store's tables. */
export const synthesisParameters = fitted as unknown as SynthesisParameters
