import { fewInWords } from '../../study/few-customers'
import { placeInFile, rowsOfBlocks } from '../../study/place-in-file'
import { formatCount, formatPercent } from '../../words/number-format'
import type { ModelCardContent } from './card-content'
import { type CardBlock, list, section, table } from './card-document'

/** Where the data come from, as far as the tables themselves tell, and what follows for the figures of the card. */
export function dataOrigin({ origin, silent, unexpected }: ModelCardContent): CardBlock[] {
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
      'What follows: ranking carries over to another share of declines; calibration, profit at risk and the plan do not, as both ' +
        'the probabilities and the mix of customers are others in a store with another share. Notebook 06 shows them with both moved. If the ' +
        'tables were put together by outcome, customers are no independent draws, and intervals are narrower than what is unsure.',
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
    ...(blocks.length > 1
      ? [
          table(
            'Blocks of the file',
            blocks,
            [
              {
                title: 'place in the file',
                align: 'right',
                value: (block) => placeInFile(block, rowsOfBlocks(blocks)),
              },
              {
                title: 'declined',
                align: 'right',
                value: ({ start, end, ones }) => formatPercent(ones / (end - start)),
              },
            ],
            ({ start, end, ones }) => [ones, end - start - ones],
          ),
        ]
      : []),
  ]
}
