import { featureOf } from '../../../customers/features'
import { formatMeasure } from '../../../util/numbers'
import { chartMarkup, dataTable } from '../chart'
import { capital, themesFigure } from '../figures/why'
import type { ManagementFindings, ThemeFinding, WhyFindings } from '../findings'
import { html } from '../html'
import type { Speaker } from '../speaker'
import { hasSide, themeWords } from '../themes'
import type { Section } from './section'

/** Why they are at risk. */
export function whySection({ why, stake }: ManagementFindings, words: Speaker): Section {
  const { say, percent, language } = words
  const raising = why.themes.filter(({ points }) => points > 0)
  const doing = raising.filter(({ theme, sign }) => hasSide(theme, sign))
  const named = (doing.length > 0 ? doing : raising)
    .slice(0, 3)
    .map(({ theme, sign }) => themeWords(theme, sign)[language])
  const share = stake.atRisk > 0 ? why.atRisk / stake.atRisk : 0
  return {
    name: 'why',
    short: say('Почему', 'Why'),
    heading:
      named.length > 0
        ? say(
            `Главные признаки: ${words.list(named)}`,
            `The main signs: ${doing.length > 0 ? 'they ' : ''}${words.list(named)}`,
          )
        : say(
            'Клиентов под угрозой слишком мало, чтобы говорить о причинах',
            'Too few customers are at risk to speak of reasons',
          ),
    body: html`<p>${say(
      `Под угрозой — ${words.customers(why.customers)} с вероятностью спада от ${percent(why.riskFrom)}; на них приходится ${percent(share)} прибыли под угрозой.`,
      `${words.customers(why.customers)} are at risk, with a probability of decline from ${percent(why.riskFrom)} on; they hold ${percent(share)} of the profit at risk.`,
    )}</p>
${why.themes.length > 0 && themesMarkup(why, words)}
${why.kinds.length > 0 && kindsMarkup(why, words)}
<p class="note">${say(
      'Это признаки, а не доказанные причины: модель показывает, чем клиенты под угрозой отличаются от остальных. Изменится ли клиент, если изменить признак, покажет только опыт.',
      'These are signs, not proven causes: the model shows how customers at risk differ from the others. Whether a customer changes when a sign is changed, only a trial can show.',
    )}</p>`,
  }
}

function themesMarkup({ themes: all }: WhyFindings, words: Speaker) {
  const themes = withoutSlight(all)
  const { say, count, language } = words
  const measured = themes.filter(({ sign }) => sign)
  const nameOf = ({ theme, sign }: ThemeFinding) => capital(themeWords(theme, sign)[language])
  const value = (number: number) => formatMeasure(number, language)
  return html`${chartMarkup(
    {
      name: 'themes',
      figure: themesFigure(themes, words),
      table: {
        head: [
          say('признак', 'sign'),
          say('пунктов', 'points'),
          say('главный для клиентов', 'strongest for customers'),
        ],
        rows: themes.map((theme) => [
          nameOf(theme),
          words.decimal(100 * theme.points),
          theme.customers > 0 ? count(theme.customers) : say('менее 5', 'fewer than 5'),
        ]),
      },
    },
    words,
  )}
${themes.length < all.length && html`<p class="note">${say('Признаки, которые меняют риск меньше чем на один пункт, не показаны.', 'Signs that change the risk by less than a point are not shown.')}</p>`}
${dataTable(
  {
    head: [
      say('показатель (медиана)', 'measure (median)'),
      say('под угрозой', 'at risk'),
      say('остальные', 'others'),
    ],
    rows: measured.map(({ sign }) => {
      const { label, russian } = featureOf(sign!.feature)
      return [say(russian, label), value(sign!.atRisk), value(sign!.others)]
    }),
  },
  say('Чем клиенты под угрозой отличаются от остальных', 'How customers at risk differ from the others'),
  { isCaptioned: true },
)}
<p class="note">${say(
    'Медиана — значение, выше и ниже которого находится по половине клиентов.',
    'The median is the value with half of the customers above it and half below.',
  )}</p>`
}

/** Themes that change the risk by a point at least, as a whole number; all where none does. */
function withoutSlight(themes: readonly ThemeFinding[]): readonly ThemeFinding[] {
  const strong = themes.filter(({ points }) => Math.abs(points) >= 0.01)
  return strong.length > 0 ? strong : themes
}

function kindsMarkup({ kinds }: WhyFindings, words: Speaker) {
  const { say, count, percent, money, language } = words
  return html`<p>${say(
    'Клиенты со сходными признаками образуют группы; одно предложение для всех подошло бы не каждой.',
    'Customers with like signs form groups; one offer for all would not suit each of them.',
  )}</p>
${dataTable(
  {
    head: [
      say('признаки', 'signs'),
      say('клиентов', 'customers'),
      say('средний риск', 'mean risk'),
      say('прибыль под угрозой', 'profit at risk'),
    ],
    rows: kinds.map((kind) => [
      kind.name[language],
      count(kind.customers),
      percent(kind.probability),
      money(kind.atRisk),
    ]),
  },
  say('Группы по сходству признаков', 'Groups by like signs'),
  { isCaptioned: true },
)}`
}
