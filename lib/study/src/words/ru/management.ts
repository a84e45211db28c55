import type { ManagementTexts } from '../en/management'
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

export const management: ManagementTexts = {
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
