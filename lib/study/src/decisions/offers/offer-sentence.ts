import type { Bilingual } from '../../words/language'
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
  const begin = findingInWords(finding)
  const lead =
    finding.verdict === 'offered' ? { ru: 'предложите', en: 'offer' } : { ru: 'оставьте', en: 'leave it at' }
  return {
    ru: `${begin.ru}: ${lead.ru} ${text.ru}, ${way.ru}.`,
    en: `${begin.en}: ${lead.en} ${text.en}, ${way.en}.`,
  }
}

function findingInWords(finding: Finding): Bilingual {
  if ('reason' in finding) {
    const { verdict, reason } = finding
    if (verdict === 'offered') return reason
    if (verdict === 'control') {
      return {
        ru: `${reason.ru}, но клиент в контрольной группе эксперимента`,
        en: `${reason.en}, but the customer is in the experiment’s control group`,
      }
    }
    if (verdict === 'does not pay') {
      return {
        ru: `${reason.ru}, но ни одно предложение себя не окупит`,
        en: `${reason.en}, but no offer would pay for itself`,
      }
    }
    return {
      ru: `${reason.ru}, но в бюджет и лимиты плана предложение не вошло`,
      en: `${reason.en}, but no offer fits the plan’s budget and limits`,
    }
  }
  const risk = { ru: formatPercent(finding.probability, 0, 'ru'), en: formatPercent(finding.probability) }
  if (finding.verdict === 'low risk')
    return { ru: `Риск невысок, ${risk.ru}`, en: `The risk is low, ${risk.en}` }
  if (finding.verdict === 'no profit') {
    return {
      ru: `Риск ${risk.ru}, но прибыли клиент не приносит`,
      en: `The risk is ${risk.en}, but the customer brings no profit`,
    }
  }
  return {
    ru: `Риск ${risk.ru}, но подходящего предложения нет`,
    en: `The risk is ${risk.en}, but no offer fits`,
  }
}
