import { numberFormats } from '../number-style'
import { pluralEn } from '../plural'
import { displayed, filled, type ValuePhrases } from '../value-phrase'
import { numbers } from './numbers'

const { measure, percent } = numberFormats(numbers)

export const valuePhrases: ValuePhrases = {
  count: ({ text, noun }, value, usual) => ({
    value: filled(text.en, '{n}', `${measure(value)} ${pluralEn(displayed(value), ...noun.en)}`),
    usual: `${measure(usual)} ${displayed(usual) === 1 ? 'is' : 'are'} usual`,
  }),
  amount: ({ text, says }, value, usual) => {
    const shown = (number: number) => (says === 'share' ? percent(number) : measure(number))
    return { value: filled(text.en, '{n}', shown(value)), usual: `${shown(usual)} is usual` }
  },
  change: ({ before, what }, value, usual) => {
    const own = change(value)
    return {
      value: `Spends ${own.size}${what?.en ?? ''} this month ${own.than} ${before.en}`,
      usual: `${change(usual).size} is usual`,
    }
  },
}

/** 0.93 → `7% less`, 1 → `as much`, 2.5 → `2.5 times as much`; and the word that leads to what it is compared with. */
function change(ratio: number): { readonly size: string; readonly than: string } {
  const points = Math.round(100 * (ratio - 1))
  if (points === 0) return { size: 'as much', than: 'as' }
  if (ratio >= 2) return { size: `${measure(Number(ratio.toFixed(1)))} times as much`, than: 'as' }
  return { size: `${percent(Math.abs(points) / 100)} ${points < 0 ? 'less' : 'more'}`, than: 'than' }
}
