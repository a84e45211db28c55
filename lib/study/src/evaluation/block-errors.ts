import { take } from '@one-click/core'
import { logLoss, rocAuc } from '@one-click/learn'
import type { OutcomeBlock } from '@one-click/statistics'
import type { Customers } from '../customers/customers'
import { isFew } from '../customers/small-groups'
import { placesInOrder, type TableOrder, type TableOrigin, tellingOrder } from './table-origin'

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
  /** The same among customers of the block alone; absent where it has one outcome only. */
  readonly rocAucWithin?: number
}

/** How a model does along an order of the tables that tells the outcome. */
export interface OrderErrors {
  readonly order: TableOrder
  /** In that order. */
  readonly blocks: readonly BlockErrors[]
  /**
   * The ROC-AUC of the best told block's declining customers and of those of all other blocks, each against all who hold;
   * absent where fewer than two blocks have declining customers, or either figure would tell of fewer than five.
   */
  readonly contrast?: { readonly easiest: number; readonly others: number }
}

/**
 * Judges a model along the first order of the tables that falls into blocks with shares of declines of their own.
 *
 * @param ids of all customers of the tables @param rows of those judged @param probability out-of-fold, of the same
 * @returns undefined where no order tells the outcome
 */
export function errorsByOrder(
  origin: Pick<TableOrigin, 'outcomes'>,
  ids: Customers['ids'],
  rows: Int32Array,
  declines: Uint8Array,
  probability: Float64Array,
): OrderErrors | undefined {
  const telling = tellingOrder(origin)
  if (!telling) return undefined
  const places = take(placesInOrder(telling.order, ids), rows)
  const blocks = errorsByBlock(telling.blocks, places, declines, probability)
  const contrast = contrastOf(blocks)
  return { order: telling.order, blocks, ...(contrast && { contrast }) }
}

function contrastOf(blocks: readonly BlockErrors[]): OrderErrors['contrast'] {
  const judged = blocks.flatMap(({ declining, rocAuc: of }) =>
    of === undefined ? [] : [{ declining, rocAuc: of }],
  )
  if (judged.length < 2) return undefined
  const best = judged.reduce((a, b) => (b.rocAuc > a.rocAuc ? b : a))
  const rest = judged.filter((block) => block !== best)
  const others = rest.reduce((sum, { declining }) => sum + declining, 0)
  if (isFew(best.declining) || isFew(others)) return undefined
  const pairs = rest.reduce((sum, { declining, rocAuc: of }) => sum + declining * of, 0)
  return { easiest: best.rocAuc, others: pairs / others }
}

/**
 * Log loss block by block, and how well the declining customers of each are told from all who hold.
 *
 * @param blocks of the file's rows
 * @param rows place of each judged customer in the order that the blocks part
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
    const within = declining.length > 0 && declining.length < own.length
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
        ...(within && { rocAucWithin: rocAuc(...pick(own)) }),
      },
    ]
  })
}
