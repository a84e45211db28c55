import type { FigureTexts } from '../en/figure-texts'
import { experiment } from './experiment-figures'

export const figureTexts: FigureTexts = { experiment }
