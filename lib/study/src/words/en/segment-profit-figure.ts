/** Texts of the figure of the segments’ profit. */
export const segmentProfitFigure = {
  title: 'Where the profit at risk lies',
  atRisk: 'Of it at risk',
  interval: 'whiskers: 95 % interval',
}

export type SegmentProfitFigure = typeof segmentProfitFigure
