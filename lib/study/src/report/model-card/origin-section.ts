import type { OrderErrors } from '../../evaluation/block-errors'
import { fewInWords } from '../../study/few-customers'
import { consequencesOfOrder, orderInWords } from '../../study/order-in-words'
import { placeInFile } from '../../study/place-in-file'
import { formatCount, formatDecimal, formatPercent } from '../../words/number-format'
import type { ModelCardContent } from './card-content'
import { type CardBlock, list, section, table } from './card-document'

/** Share of customers and quality of the out-of-fold predictions, block by block. */
function blockTable({ order, blocks }: OrderErrors, customers: number): CardBlock {
  const judged = blocks.reduce((sum, block) => sum + block.customers, 0)
  const score = (value: number | undefined) => (value === undefined ? '' : formatDecimal(value))
  return table(
    `Out-of-fold predictions by block of ${orderInWords[order]}; ROC-AUC of the block’s declining customers against all who hold, and against those of the block`,
    blocks,
    [
      { title: 'place', align: 'right', value: ({ block }) => placeInFile(block, customers) },
      { title: 'customers', align: 'right', value: (row) => formatPercent(row.customers / judged) },
      { title: 'declined', align: 'right', value: (row) => formatPercent(row.declining / row.customers) },
      { title: 'log loss', align: 'right', value: ({ logLoss }) => score(logLoss) },
      {
        title: 'share of all log loss',
        align: 'right',
        value: ({ shareOfLoss }) => formatPercent(shareOfLoss),
      },
      { title: 'ROC-AUC against all', align: 'right', value: ({ rocAuc }) => score(rocAuc) },
      { title: 'ROC-AUC within', align: 'right', value: ({ rocAucWithin }) => score(rocAucWithin) },
    ],
    (row) => [row.declining, row.customers - row.declining],
  )
}

/** Where the data come from, as far as the tables themselves tell, and what follows for the figures of the card. */
export function dataOrigin({ origin, orderErrors, silent, unexpected }: ModelCardContent): CardBlock[] {
  const [byFile, byId] = origin.outcomes
  const ordered = origin.features.filter(({ adjustedPValue }) => adjustedPValue < 0.05).length
  const blocks = byFile?.blocks ?? []
  const { copies } = origin
  return [
    section('Where the data come from'),
    list(
      ...(byFile
        ? [
            `${
              blocks.length > 1
                ? `The rows stand in an order that goes with the outcome: ${formatCount(blocks.length)} blocks with shares of declines of their own`
                : 'The rows stand in no blocks with shares of declines of their own'
            }. A declining customer stands before one who holds in ${formatPercent(byFile.declinesFirst.estimate, 1)} of pairs ` +
              `(${formatPercent(byFile.declinesFirst.lower, 1)} to ${formatPercent(byFile.declinesFirst.upper, 1)}; random order: ${formatPercent(0.5)}). ` +
              'The place in the file is no feature.',
          ]
        : []),
      ...(byId
        ? [
            `In the order of ids, which is another, a declining customer stands before one who holds in ${formatPercent(byId.declinesFirst.estimate, 1)} of pairs ` +
              `(${formatPercent(byId.declinesFirst.lower, 1)} to ${formatPercent(byId.declinesFirst.upper, 1)}); blocks with shares of declines of their own: ` +
              `${formatCount(byId.blocks.length)}. The id is no feature.`,
          ]
        : []),
      `${formatCount(ordered)} of ${formatCount(origin.features.length)} features go with the place in the file (Spearman or Kruskal–Wallis, p adjusted by Holm below 0.05).`,
      `${fewInWords(copies.customers)} customers are copies of others, wholly or in part, in ${formatCount(copies.groups)} groups; ` +
        `${fewInWords(copies.contradicting)} of these hold both outcomes. Copies are held out together wherever a figure of this card comes from.`,
      'Not known: when the outcome was noted relative to the months that the features describe, and how the customers of these tables were chosen.',
      `What follows: ${consequencesOfOrder(orderErrors !== undefined).join(' ')}`,
      ...(orderErrors?.contrast
        ? [
            `Told from all who hold, the declining customers of the block that is told best have a ROC-AUC of ${formatDecimal(orderErrors.contrast.easiest)}, ` +
              `those of all other blocks ${formatDecimal(orderErrors.contrast.others)}.`,
          ]
        : []),
      ...(unexpected
        ? [
            `${formatPercent(unexpected.estimate)} of the declining customers (${formatPercent(unexpected.lower)} to ${formatPercent(unexpected.upper)}) had an out-of-fold probability below the share of ` +
              'declines among all: the model found no sign of their decline in these tables.',
          ]
        : []),
      ...(silent
        ? [
            `At most about ${formatPercent(silent.estimate)} of the declining customers (${formatPercent(silent.lower)} to ${formatPercent(silent.upper)}) leave no sign in these tables: ` +
              'the model, not having seen them, ranks them like those who hold.',
          ]
        : []),
    ),
    ...(orderErrors ? [blockTable(orderErrors, origin.customers)] : []),
  ]
}
