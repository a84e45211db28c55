import type { FigureTexts } from '../en/figure-texts'
import { budget } from './budget-figures'
import { experiment } from './experiment-figures'
import { offers } from './offers-figure'
import { risk } from './risk-figures'
import { segments } from './segment-figures'

export const figureTexts: FigureTexts = { budget, experiment, offers, risk, segments }
