/** Texts of the figures of errors by group of customers. */
export const segmentErrors = {
  logLoss: { title: 'Log loss by group of customers', unit: 'log loss' },
  brier: { title: 'Brier score by group of customers', unit: 'Brier score' },
  rocAuc: { title: 'ROC-AUC by group of customers', unit: 'ROC-AUC' },
  deviation: { title: 'Observed less predicted, by group', unit: 'observed − predicted (points)' },
  axis: (unit: string) => `${unit}, dashed: all`,
  hold: 'probabilities hold',
  off: 'off by more than noise',
}

export type SegmentErrorFigures = typeof segmentErrors
