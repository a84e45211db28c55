import type { Texts } from '../en/texts'
import { assumptionNames } from './assumption-names'
import { balanceColumns } from './balance-columns'
import { catalogueWords } from './catalogue-words'
import { countingWays } from './counting-ways'
import { customerValues } from './customer-values'
import { experimentConclusions } from './experiment-conclusions'
import { managementTexts } from './management-texts'
import { mergedGroups } from './merged-groups'
import { offerSentence } from './offer-sentence'
import { policyNames } from './policy-names'
import { provenance } from './provenance'
import { reasonNames } from './reason-names'
import { segmentMeaning } from './segment-meaning'
import { valuePhrases } from './value-phrases'

export const ru: Texts = {
  assumptionNames,
  balanceColumns,
  catalogueWords,
  countingWays,
  customerValues,
  experimentConclusions,
  managementTexts,
  mergedGroups,
  offerSentence,
  provenance,
  reasonNames,
  segmentMeaning,
  policyNames,
  valuePhrases,
}
