import { budget } from './budget-figures'
import { experiment } from './experiment-figures'
import { offers } from './offers-figure'
import { risk } from './risk-figures'
import { segments } from './segment-figures'

/** The texts of the figures, by theme. */
export const figureTexts = { budget, experiment, offers, risk, segments }

/** What another language has to say. */
export type FigureTexts = typeof figureTexts
