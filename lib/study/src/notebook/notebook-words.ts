/** Words of the notebooks: sentences for every outcome, names and enumerations. */

export { axisLabel } from '../report/figure'
export { escapeHtml, escapeMarkdown } from '../report/markup'
export { assumptionName } from '../report/told/assumption-name'
export { balanceColumn } from '../report/told/balance-column'
export { clusterName } from '../report/told/cluster-name'
export { toldConclusion } from '../report/told/conclusions'
export { reasonText } from '../report/told/reason-text'
export { segmentMeaning } from '../report/told/segment-meaning'
export { tellDecisions } from '../report/told/told-decisions'
export { consequencesOfOrder, orderInWords } from '../study/order-in-words'
export { placeInFile } from '../study/place-in-file'
export { pooledVerdict } from '../study/pooled-quarters'
export { categoryInEnglish } from '../tables/store-words'
export { effectSource } from '../words/effect-source'
export { pluralEn } from '../words/plural'
export { policyTitles } from '../words/policy-titles'
export { segmentTitles } from '../words/segment-titles'
export { uncapital } from '../words/uncapital'
export {
  clustersAdd,
  comparedWith,
  contactsInWords,
  emptySetsInWords,
  hardestInWords,
  learningInWords,
  measuredFirst,
  nextStepInWords,
  raisedBy,
  sentenceStart,
  skillInWords,
  togetherInWords,
  tooFewInWords,
  typicalReasons,
} from './claims'
export { listed } from './narrative'
export { rowCounter, takingPartInWords } from './population-claims'
