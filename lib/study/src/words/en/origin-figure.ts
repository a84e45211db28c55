/** Texts of the figure of where the risk comes from. */
export const originFigure = {
  title: 'Share of declines along the file',
  place: 'place in the file (%)',
  share: 'declined (%)',
  blocks: 'blocks found',
  window: 'neighbours in the file together',
}

export type OriginFigure = typeof originFigure
