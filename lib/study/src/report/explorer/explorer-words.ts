import { explorerTexts as en } from '../../words/en/explorer-texts'
import { pairedTexts } from '../../words/paired-texts'
import { explorerTexts as ru } from '../../words/ru/explorer-texts'

/** The explorer's own texts; names of features, segments, offers and categories come with the content. */
export const explorerWords = pairedTexts({ ru, en })

export type ExplorerWord = keyof typeof explorerWords
