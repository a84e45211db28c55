import type { OrderOfOutcomes } from '../../evaluation/table-origin'
import { placeInFile } from '../../study/place-in-file'
import type { Language } from '../../words/language'
import { pairedTexts } from '../../words/language'
import { formatPercent, percentSign } from '../../words/number-format'
import { type Figure, figure, palette } from '../figure'

const words = pairedTexts(({ figures }) => figures.origin)

/** Stretches whose share is drawn as a point. */
const stretches = 65

/** The share of declines along the file: short stretches as points, the blocks found as lines. */
export function outcomeOrderFigure(
  { blocks }: Pick<OrderOfOutcomes, 'blocks'>,
  declinesInOrder: Uint8Array,
  language: Language = 'en',
): Figure {
  const n = declinesInOrder.length
  const size = Math.max(1, Math.round(n / stretches))
  const points = Array.from({ length: Math.ceil(n / size) }, (_, k) => {
    const part = declinesInOrder.subarray(k * size, Math.min(n, (k + 1) * size))
    return {
      x: (100 * (k * size + part.length / 2)) / n,
      y: (100 * part.reduce((sum, label) => sum + label, 0)) / part.length,
    }
  })
  const share = ({ start, end, ones }: (typeof blocks)[number]) => ones / (end - start)
  return figure({
    language,
    title: words.title[language],
    description: blocks
      .map((block) => `${placeInFile(block, n, language)}: ${formatPercent(share(block), 0, language)}`)
      .join('; '),
    traces: [
      {
        type: 'scatter',
        mode: 'markers',
        name: words.window[language],
        x: points.map(({ x }) => x),
        y: points.map(({ y }) => y),
        marker: { color: palette.holds, size: 7, opacity: 0.7 },
        hovertemplate: `%{y:.0f}${percentSign[language]}<extra></extra>`,
      },
      {
        type: 'scatter',
        mode: 'lines',
        name: words.blocks[language],
        x: blocks.flatMap(({ start, end }) => [(100 * start) / n, (100 * end) / n]),
        y: blocks.flatMap((block) => [100 * share(block), 100 * share(block)]),
        line: { color: palette.declines, width: 2.5 },
        hoverinfo: 'skip',
      },
    ],
    xTitle: words.place[language],
    yTitle: words.share[language],
    layout: { yaxis: { range: [-4, 104] } },
  })
}
