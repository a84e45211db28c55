import { figureTexts as en, type FigureTexts } from './en/figure-texts'
import type { Language } from './language'
import { figureTexts as ru } from './ru/figure-texts'

/** The texts of the figures in each language. */
export const figureTexts: Readonly<Record<Language, FigureTexts>> = { ru, en }
