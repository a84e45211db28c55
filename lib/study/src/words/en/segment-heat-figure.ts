/** Texts of the map of customers by reason and segment. */
export const segmentHeatFigure = {
  title: 'Why each cluster is at risk: mean contribution, log-odds',
  description: 'Mean contribution that raises the risk, in log-odds; strongest of each cluster:',
}

export type SegmentHeatFigure = typeof segmentHeatFigure
