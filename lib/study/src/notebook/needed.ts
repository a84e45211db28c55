import { inspect } from 'node:util'
import { showMarkdown } from './display'

/**
 * Thrown where a notebook has nothing more to say. The run of the study takes it for a good end: the notebook's page ends
 * with the reason. JupyterLab shows it under the cell and runs none of the following.
 */
export class NotApplicable extends Error {
  /** Written without a place in the code, where nothing is wrong. */
  [inspect.custom](): string {
    return `NotApplicable: the notebook ends here. ${this.message}`
  }

  override readonly name = 'NotApplicable'
}

/**
 * What the rest of a notebook is about. Where there is none, the notebook ends here as «not applicable».
 *
 * @param value undefined or null where there is nothing to tell of
 * @param reason why the notebook ends, in Markdown; shown once, as the last that the page says
 * @throws NotApplicable without a value
 * @example
 * const plan = needed(await workspace.experimentPlan(), 'Too few customers can take part.')
 */
export function needed<Value>(value: Value, reason: string): NonNullable<Value> {
  if (value !== undefined && value !== null) return value
  showMarkdown(reason)
  throw new NotApplicable(reason)
}
