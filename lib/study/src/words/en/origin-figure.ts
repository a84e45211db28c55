/** Texts of the figure of where the risk comes from. */
export const originFigure = {
  title: 'Share of declines along the file',
  place: 'place in the file (customer)',
  share: 'declined (%)',
  blocks: 'blocks found',
  window: 'customers in turn',
}

export type OriginFigure = typeof originFigure
