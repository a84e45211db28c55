import { experiment } from './experiment-figures'

/** The texts of the figures, by theme. */
export const figureTexts = { experiment }

/** What another language has to say. */
export type FigureTexts = typeof figureTexts
