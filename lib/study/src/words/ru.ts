import type { Vocabulary } from './en'
import { assumptionNames } from './ru/assumption-names'
import { balanceColumns } from './ru/balance-columns'
import { catalogueWords } from './ru/catalogue-words'
import { countingWays } from './ru/counting-ways'
import { customerValues } from './ru/customer-values'
import { experimentConclusions } from './ru/experiment-conclusions'
import { explorer } from './ru/explorer'
import { figures } from './ru/figures'
import { management } from './ru/management'
import { mergedGroups } from './ru/merged-groups'
import { numbers } from './ru/numbers'
import { offerSentence } from './ru/offer-sentence'
import { policyNames } from './ru/policy-names'
import { provenance } from './ru/provenance'
import { reasonNames } from './ru/reason-names'
import { segmentMeaning } from './ru/segment-meaning'
import { segmentNames } from './ru/segment-names'
import { unit } from './ru/units'
import { valuePhrases } from './ru/value-phrases'

export const ru: Vocabulary = {
  name: 'Русский',
  local: ({ ru }) => ru,
  day: (day) => day.split('-').reverse().join('.'),
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
