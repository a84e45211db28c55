/** Texts of the figure of what a segment differs in. */
export const differenceFigure = {
  title: 'What sets apart',
  numbers: 'Cliff’s delta',
  categories: 'difference in share',
  axis: 'less ← 0 → more',
  from: '',
  to: 'to',
  none: 'too few customers to compare',
}

export type DifferenceFigure = typeof differenceFigure
