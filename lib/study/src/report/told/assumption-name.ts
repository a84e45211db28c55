import type { TornadoBar } from '../../decisions/budget/tornado'
import { type Bilingual, byLanguage } from '../../words/language'

/** What an assumption is called, with the name of the offer or channel that it concerns. */
export function assumptionName({ kind, of }: Pick<TornadoBar, 'kind' | 'of'>): Bilingual {
  return byLanguage(({ assumptionNames: { [kind]: name } }, language) =>
    of ? `${name}: ${of[language]}` : name,
  )
}
