import type { Figure } from '../figure'

/**
 * The same figure made to be read at the width of a phone as well: the title begins at the edge of the page, not of
 * the axes, and the legend stands below them, where its lines do not run into the title.
 */
export function narrowFigure({ data, layout }: Figure): Figure {
  const title = layout.title as Record<string, unknown>
  return {
    data,
    layout: {
      ...layout,
      title: { ...title, x: 0.02, xref: 'container', font: { size: 16 } },
      legend: { orientation: 'h', x: 0, xref: 'container', y: 0, yref: 'container', yanchor: 'bottom' },
    },
  }
}
