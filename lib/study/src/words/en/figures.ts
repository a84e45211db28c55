import { budget } from './budget-figures'
import { contacts } from './contact-figures'
import { correlation } from './correlation-figures'
import { differenceFigure as difference } from './difference-figure'
import { experiment } from './experiment-figures'
import { explanation } from './explanation-figures'
import { exploration } from './exploration-figures'
import { models } from './model-figures'
import { offers } from './offers-figure'
import { originFigure as origin } from './origin-figure'
import { prevalenceFigure as prevalence } from './prevalence-figure'
import { risk } from './risk-figures'
import { segmentErrors } from './segment-error-figures'
import { segments } from './segment-figures'
import { segmentHeatFigure as segmentHeat } from './segment-heat-figure'
import { segmentTable } from './segment-table'

/** The texts of the figures, by theme. */
export const figures = {
  budget,
  contacts,
  correlation,
  difference,
  experiment,
  explanation,
  exploration,
  models,
  offers,
  origin,
  prevalence,
  risk,
  segmentErrors,
  segmentHeat,
  segmentTable,
  segments,
}

export type FigureTexts = typeof figures
