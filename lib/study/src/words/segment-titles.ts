import { pairedTexts } from './language'

/** The title of each segment. */
export const segmentTitles = pairedTexts(({ segmentNames }) => segmentNames)
