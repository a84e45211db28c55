import { assumptionNames } from './en/assumption-names'
import { balanceColumns } from './en/balance-columns'
import { catalogueWords } from './en/catalogue-words'
import { countingWays } from './en/counting-ways'
import { customerValues } from './en/customer-values'
import { experimentConclusions } from './en/experiment-conclusions'
import { explorer } from './en/explorer'
import { figures } from './en/figures'
import { management } from './en/management'
import { mergedGroups } from './en/merged-groups'
import { numbers } from './en/numbers'
import { offerSentence } from './en/offer-sentence'
import { policyNames } from './en/policy-names'
import { provenance } from './en/provenance'
import { reasonNames } from './en/reason-names'
import { segmentMeaning } from './en/segment-meaning'
import { segmentNames } from './en/segment-names'
import { unit } from './en/units'
import { valuePhrases } from './en/value-phrases'
import type { LocalText } from './local-text'

/** Everything that readers are told in English, by theme; and how English says what data bring. */
export const en = {
  /** As the language calls itself. */
  name: 'English',
  /** A text that the feature list or a file of the store's brings. */
  local: (text: LocalText): string => text.en,
  /** A day, given as `2026-11-28`. */
  day: (day: string): string => day,
  assumptionNames,
  balanceColumns,
  catalogueWords,
  countingWays,
  customerValues,
  experimentConclusions,
  explorer,
  figures,
  management,
  mergedGroups,
  numbers,
  offerSentence,
  policyNames,
  provenance,
  reasonNames,
  segmentMeaning,
  segmentNames,
  unit,
  valuePhrases,
}

/** What every language has to say. */
export type Vocabulary = typeof en
