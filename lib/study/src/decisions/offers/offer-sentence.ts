import type { Bilingual } from '../../words/language'
import { byLanguage } from '../../words/language'
import { formatPercent } from '../../words/number-format'

/**
 * Why a customer gets what is decided:
 * `offered`: against the reason; `control`: the plan would, but the experiment withholds it; `outside plan`: something could be offered against it, but budget and limits
 * went to others; `does not pay`: whatever could be offered costs more than it is expected to keep; `nothing fits`: no offer answers the reasons or is open to the customer; `no profit`: there
 * is none to keep; `low risk`: below the catalogue's risk.
 */
export type Finding =
  | {
      readonly verdict: 'offered' | 'control' | 'outside plan' | 'does not pay'
      /** The customer's value beside the usual one, as a clause that begins a sentence (`valueClause`). */
      readonly reason: Bilingual
    }
  | { readonly verdict: 'nothing fits' | 'no profit' | 'low risk'; readonly probability: number }

/**
 * One sentence for the person who makes the offer: why this customer, what to offer, and by which way.
 * @param text what is offered @param way as it ends a sentence, `by message`
 */
export function offerSentence(finding: Finding, text: Bilingual, way: Bilingual): Bilingual {
  return byLanguage(({ offerSentence: said }, language) => {
    const begin =
      'reason' in finding
        ? said.besideReason[finding.verdict](finding.reason[language])
        : said.byRisk[finding.verdict](formatPercent(finding.probability, 0, language))
    const values = { finding: begin, text: text[language], way: way[language] }
    return finding.verdict === 'offered' ? said.offer(values) : said.leave(values)
  })
}
