import type { Html } from '../html'

/** One question of the report with its answer. */
export interface Section {
  /** Name within an edition: the end of its address. */
  readonly name: string
  /** The question, for the contents. */
  readonly short: string
  /** The finding that answers it. */
  readonly heading: string
  readonly body: Html
}
