import { featureOf } from '../../customers/features'
import type { Finding } from '../../decisions/offers/customer-decisions'
import type { Bilingual } from '../../words/language'
import { byLanguage } from '../../words/language'
import { formatPercent } from '../../words/number-format'
import { valueClause } from './value-clause'

/**
 * One sentence for the person who makes the offer: why this customer, what to offer, and by which way.
 * @param text what is offered @param way as it ends a sentence, `by message`
 */
export function offerSentence(finding: Finding, text: Bilingual, way: Bilingual): Bilingual {
  return byLanguage(({ offerSentence: said }, language) => {
    const begin =
      'reason' in finding
        ? said.besideReason[finding.verdict](
            valueClause(featureOf(finding.reason.feature), finding.reason)[language],
          )
        : said.byRisk[finding.verdict](formatPercent(finding.probability, 0, language))
    const values = { finding: begin, text: text[language], way: way[language] }
    return finding.verdict === 'offered' ? said.offer(values) : said.leave(values)
  })
}
