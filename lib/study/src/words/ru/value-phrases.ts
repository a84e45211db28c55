import type { RussianForms } from '../feature-phrases'
import { pluralRu } from '../language'
import { formatMeasure, formatPercent } from '../number-format'
import { displayed, filled, type ValuePhrases } from '../value-phrase'

export const valuePhrases: ValuePhrases = {
  count: ({ text, noun, usually }, value, usual) => ({
    value: filled(text.ru, '{n}', `${formatMeasure(value, 'ru')} ${nounAfter(value, noun.ru)}`),
    usual: `${usually ? `обычно ${usually}` : 'у других обычно'} ${formatMeasure(usual, 'ru')}`,
  }),
  amount: ({ text, says }, value, usual) => {
    const shown = (number: number) =>
      says === 'share' ? formatPercent(number, 0, 'ru') : formatMeasure(number, 'ru')
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
  const percent = Math.round(100 * (ratio - 1))
  if (percent === 0) return { size: 'столько же', than: 'сколько' }
  if (ratio >= 2) {
    const times = Number(ratio.toFixed(1))
    return {
      size: `в ${formatMeasure(times, 'ru')} ${nounAfter(times, ['раз', 'раза', 'раз'])} больше`,
      than: 'чем',
    }
  }
  const size = formatPercent(Math.abs(percent) / 100, 0, 'ru')
  return { size: `на ${size} ${percent < 0 ? 'меньше' : 'больше'}`, than: 'чем' }
}

/** The noun's form after a number as it is shown; after a fraction the genitive singular: «2,5 страницы». */
function nounAfter(value: number, forms: RussianForms): string {
  const shown = displayed(value)
  return Number.isInteger(shown) ? pluralRu(shown, forms) : forms[1]
}
