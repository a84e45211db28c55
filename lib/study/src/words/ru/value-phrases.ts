import type { RussianForms } from '../feature-phrases'
import { numberFormats } from '../number-style'
import { pluralRu } from '../plural'
import { displayed, filled, type ValuePhrases } from '../value-phrase'
import { numbers } from './numbers'

const { measure, percent } = numberFormats(numbers)

export const valuePhrases: ValuePhrases = {
  count: ({ text, noun, usually }, value, usual) => ({
    value: filled(text.ru, '{n}', `${measure(value)} ${nounAfter(value, noun.ru)}`),
    usual: `${usually ? `обычно ${usually}` : 'у других обычно'} ${measure(usual)}`,
  }),
  amount: ({ text, says }, value, usual) => {
    const shown = (number: number) => (says === 'share' ? percent(number) : measure(number))
    return { value: filled(text.ru, '{n}', shown(value)), usual: `у других обычно ${shown(usual)}` }
  },
  change: ({ now, before, what }, value, usual) => {
    const own = change(value)
    return {
      value: `${now} ${own.size}${what?.ru ?? ''}, ${own.than} ${before.ru}`,
      usual: `у других обычно ${change(usual).size}`,
    }
  },
}

/** 0.93 → «на 7 % меньше», 1 → «столько же», 2.5 → «в 2,5 раза больше»; и слово, с которого начинается сравнение. */
function change(ratio: number): { readonly size: string; readonly than: string } {
  const points = Math.round(100 * (ratio - 1))
  if (points === 0) return { size: 'столько же', than: 'сколько' }
  if (ratio >= 2) {
    const times = Number(ratio.toFixed(1))
    return {
      size: `в ${measure(times)} ${nounAfter(times, ['раз', 'раза', 'раз'])} больше`,
      than: 'чем',
    }
  }
  const size = percent(Math.abs(points) / 100)
  return { size: `на ${size} ${points < 0 ? 'меньше' : 'больше'}`, than: 'чем' }
}

/** The noun's form after a number as it is shown; after a fraction the genitive singular: «2,5 страницы». */
function nounAfter(value: number, forms: RussianForms): string {
  const shown = displayed(value)
  return Number.isInteger(shown) ? pluralRu(shown, forms) : forms[1]
}
