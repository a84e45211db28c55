/** Categories from top to bottom, as a list is read. */
export const listAxis = { autorange: 'reversed', automargin: true, ticklabelstandoff: 6 } as const

/** The legend over the figure, in the order of the marks. */
export const legendAbove = {
  orientation: 'h',
  x: 0,
  y: 1.02,
  yanchor: 'bottom',
  traceorder: 'normal',
} as const

/** What changes where the figure is as narrow as a phone: the room goes to the marks. */
export const onPhones = {
  font: { size: 12 },
  margin: { l: 8, r: 8 },
} as const
