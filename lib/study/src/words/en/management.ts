import { certainty } from './management-certainty'
import { counts } from './management-counts'
import { experiment } from './management-experiment'
import { links } from './management-links'
import { money } from './management-money'
import { occasion } from './management-occasion'
import { offers } from './management-offers'
import { page } from './management-page'
import { stake } from './management-stake'
import { summary } from './management-summary'
import { who } from './management-who'
import { why } from './management-why'

/** The texts of the report for management, by section. */
export const management = {
  certainty,
  counts,
  experiment,
  links,
  money,
  occasion,
  offers,
  page,
  stake,
  summary,
  who,
  why,
}

export type ManagementTexts = typeof management
