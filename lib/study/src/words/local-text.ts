/**
 * A text that the feature list or a file of the store's brings, in the two languages that it has to be in: labels,
 * phrases, names of offers. A language's `local` says it.
 */
export interface LocalText {
  readonly ru: string
  readonly en: string
}
