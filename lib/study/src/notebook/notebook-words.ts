/** Words of the notebooks: sentences for every outcome, names and enumerations. */

export { effectSource } from '../decisions/offers/measured-offers'
export { segmentMeaning } from '../decisions/segments/segment-meaning'
export { axisLabel } from '../report/figure'
export { escapeHtml, escapeMarkdown } from '../report/markup'
export { consequencesOfOrder, orderInWords } from '../study/order-in-words'
export { placeInFile } from '../study/place-in-file'
export { pooledVerdict } from '../study/pooled-quarters'
export { categoryInEnglish } from '../tables/store-words'
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
