import { logLoss, rocAuc } from '@one-click/learn'
import type { OutcomeBlock } from '@one-click/statistics'

/** How a model does on one block of the file, on customers it has not seen. */
export interface BlockErrors {
  readonly block: OutcomeBlock
  /** Customers of the block that models learn from. */
  readonly customers: number
  readonly declining: number
  readonly logLoss: number
  /** Share of the whole sum of log loss that falls on the block. */
  readonly shareOfLoss: number
  /**
   * Chance that a declining customer of the block is given a higher probability than one who holds, anywhere in the
   * file; absent without declining customers.
   */
  readonly rocAuc?: number
}

/**
 * Log loss block by block, and how well the declining customers of each are told from all who hold.
 *
 * @param blocks of the file's rows
 * @param rows row in the file of each judged customer, ascending
 * @param probability out-of-fold, of the same customers
 */
export function errorsByBlock(
  blocks: readonly OutcomeBlock[],
  rows: Int32Array,
  declines: Uint8Array,
  probability: Float64Array,
): BlockErrors[] {
  const whole = logLoss(declines, probability) * declines.length
  const holding = Array.from(declines.keys()).filter((i) => declines[i] === 0)
  const pick = (of: readonly number[]): [Uint8Array, Float64Array] => [
    Uint8Array.from(of, (i) => declines[i]),
    Float64Array.from(of, (i) => probability[i]),
  ]
  return blocks.flatMap((block) => {
    const own = Array.from(rows.keys()).filter((i) => rows[i] >= block.start && rows[i] < block.end)
    if (own.length === 0) return []
    const declining = own.filter((i) => declines[i] === 1)
    const loss = logLoss(...pick(own))
    return [
      {
        block,
        customers: own.length,
        declining: declining.length,
        logLoss: loss,
        shareOfLoss: (loss * own.length) / whole,
        ...(declining.length > 0 &&
          holding.length > 0 && { rocAuc: rocAuc(...pick([...declining, ...holding])) }),
      },
    ]
  })
}
