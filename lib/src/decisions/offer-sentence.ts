import type { Bilingual, Language } from '../util/language'
import { formatPercent } from '../util/numbers'
import type { ChannelRule } from './offer-catalogue'

/**
 * Why a customer gets what is decided:
 * `offered`: against the reason; `outside plan`: something could be offered, but budget and limits went to
 * others; `nothing fits`: no offer answers the reasons or is open to the customer; `no profit`: there is none
 * to keep; `low risk`: below the catalogue's risk.
 */
export type Verdict = 'offered' | 'outside plan' | 'nothing fits' | 'no profit' | 'low risk'

export interface SentenceParts {
  readonly verdict: Verdict
  readonly probability: number
  /** The customer's value beside the usual one, as a clause that begins a sentence. */
  readonly reason: Bilingual
  /** What is offered. */
  readonly text: Bilingual
  readonly channel: Pick<ChannelRule, 'way'>
}

/** One sentence for the person who makes the offer: the customer's own reason, what to offer, and by which way. */
export function offerSentence(parts: SentenceParts): Bilingual {
  return { ru: inRussian(parts), en: inEnglish(parts) }
}

function inRussian({ verdict, reason, ...parts }: SentenceParts): string {
  const end = `${parts.text.ru}, ${parts.channel.way.ru}.`
  const risk = percent(parts.probability, 'ru')
  if (verdict === 'offered') return `${reason.ru}: предложите ${end}`
  if (verdict === 'low risk') return `Риск невысок, ${risk}: оставьте ${end}`
  if (verdict === 'no profit') return `Риск ${risk}, но прибыли клиент не приносит: оставьте ${end}`
  if (verdict === 'nothing fits') return `Риск ${risk}, но подходящего предложения нет: оставьте ${end}`
  return `${reason.ru}, но в бюджет и лимиты плана предложение не вошло: оставьте ${end}`
}

function inEnglish({ verdict, reason, ...parts }: SentenceParts): string {
  const end = `${parts.text.en}, ${parts.channel.way.en}.`
  const risk = percent(parts.probability, 'en')
  if (verdict === 'offered') return `${reason.en}: offer ${end}`
  if (verdict === 'low risk') return `The risk is low, ${risk}: leave it at ${end}`
  if (verdict === 'no profit')
    return `The risk is ${risk}, but the customer brings no profit: leave it at ${end}`
  if (verdict === 'nothing fits') return `The risk is ${risk}, but no offer fits: leave it at ${end}`
  return `${reason.en}, but no offer fits the plan’s budget and limits: leave it at ${end}`
}

function percent(probability: number, language: Language): string {
  return formatPercent(probability, 0, language)
}
