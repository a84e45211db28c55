import { pairedTexts } from '../../words/language'

/** The explorer's own texts; names of features, segments, offers and categories come with the content. */
export const explorerWords = pairedTexts(({ explorer }) => explorer)

export type ExplorerWord = keyof typeof explorerWords
