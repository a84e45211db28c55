import { featureOf } from '../../../customers/features'
import { formatMeasure } from '../../../words/number-format'
import { chartMarkup, dataTable } from '../chart'
import { capital, themesFigure } from '../figures/why'
import type { ManagementFindings, ThemeFinding, WhyFindings } from '../findings'
import { html } from '../html'
import type { Speaker } from '../speaker'
import { hasSide, themeWords } from '../themes'
import type { Section } from './section'

/** Why they are at risk. */
export function whySection({ why, stake, who }: ManagementFindings, words: Speaker): Section {
  const { say, percent, language } = words
  const raising = why.themes.filter(({ points }) => points >= slight)
  const doing = raising.filter(({ theme, sign }) => hasSide(theme, sign))
  const named = (doing.length > 0 ? doing : raising)
    .slice(0, 3)
    .map(({ theme, sign }) => themeWords(theme, sign)[language])
  const share = stake.atRisk > 0 ? why.atRisk / stake.atRisk : 0
  const otherCut =
    who.cuts.probability === why.riskFrom
      ? ''
      : say(
          ` Группы выше делятся по другой границе риска — ${percent(who.cuts.probability)}.`,
          ` The groups above are cut at another risk, ${percent(who.cuts.probability)}.`,
        )
  return {
    name: 'why',
    short: say('Почему', 'Why'),
    heading:
      named.length > 0
        ? say(
            `Главные признаки: ${words.list(named)}`,
            `The main signs: ${doing.length > 0 ? 'they ' : ''}${words.list(named)}`,
          )
        : why.themes.length > 0
          ? say(
              'Заметных признаков нет: ни один не повышает риск хотя бы на один пункт',
              'No sign stands out: none raises the risk by a point',
            )
          : say(
              'В группе риска слишком мало клиентов, чтобы говорить о причинах',
              'Too few customers are at risk to speak of reasons',
            ),
    body: html`<p>${say(
      `В группе риска — ${words.customers(why.customers)} с вероятностью спада от ${percent(why.riskFrom)}; на них приходится ${percent(share)} всей прибыли под угрозой.${otherCut}`,
      `${words.customers(why.customers)} are at risk: their probability of decline is ${percent(why.riskFrom)} or more. They account for ${percent(share)} of all profit at risk.${otherCut}`,
    )}</p>
${why.themes.length > 0 && themesMarkup(why, words)}
${why.kinds.length > 0 && kindsMarkup(why, words)}
<p class="note">${say(
      'Это признаки, а не доказанные причины: модель показывает, чем клиенты группы риска отличаются от остальных. Изменится ли поведение клиента, если изменить признак, покажет только эксперимент.',
      'These are signs, not proven causes: the model shows how customers at risk differ from the others. Only a trial can show whether a customer changes when a sign is changed.',
    )}</p>`,
  }
}

function themesMarkup({ themes: all }: WhyFindings, words: Speaker) {
  const themes = withoutSlight(all)
  const { say, count, language } = words
  const measured = themes.filter(({ sign }) => sign)
  const nameOf = ({ theme, sign }: ThemeFinding) => capital(themeWords(theme, sign)[language])
  return html`${chartMarkup(
    {
      name: 'themes',
      figure: themesFigure(themes, words),
      table: {
        head: [say('признак', 'sign'), say('пунктов', 'points'), say('у скольких главный', 'strongest for')],
        rows: themes.map((theme) => [
          nameOf(theme),
          words.decimal(100 * theme.points),
          theme.customers > 0 ? count(theme.customers) : '—',
        ]),
      },
    },
    words,
  )}
${themes.some(({ customers }) => customers === 0) && html`<p class="note">${say('«—» в таблице: число не названо, чтобы по нему нельзя было узнать отдельных клиентов.', '“—” in the table: the number is withheld, so that no single customer can be told from it.')}</p>`}
${themes.length < all.length && html`<p class="note">${say('Признаки, которые меняют риск меньше чем на один пункт, не показаны.', 'Signs that change the risk by less than a point are not shown.')}</p>`}
${measured.length > 0 && mediansMarkup(measured, words)}`
}

function mediansMarkup(measured: readonly ThemeFinding[], words: Speaker) {
  const { say, language } = words
  const value = (number: number) => formatMeasure(number, language)
  return html`${dataTable(
    {
      head: [
        say('показатель (медиана)', 'measure (median)'),
        say('группа риска', 'at risk'),
        say('остальные', 'others'),
      ],
      rows: measured.map(({ sign }) => {
        const { label, russian } = featureOf(sign!.feature)
        return [say(russian, label), value(sign!.atRisk), value(sign!.others)]
      }),
    },
    say('Чем клиенты группы риска отличаются от остальных', 'How customers at risk differ from the others'),
    { isCaptioned: true },
  )}
<p class="note">${say(
    'Медиана — значение, выше и ниже которого находится по половине клиентов.',
    'The median is the value with half of the customers above it and half below.',
  )}</p>`
}

/** A sign that changes the risk by less than this share is none to speak of. */
const slight = 0.01

/** Themes that change the risk by a point at least; all where none does. */
function withoutSlight(themes: readonly ThemeFinding[]): readonly ThemeFinding[] {
  const strong = themes.filter(({ points }) => Math.abs(points) >= slight)
  return strong.length > 0 ? strong : themes
}

function kindsMarkup({ kinds }: WhyFindings, words: Speaker) {
  const { say, count, percent, money, language } = words
  return html`<p>${say(
    'Клиенты со сходными признаками образуют группы; одно общее предложение подошло бы не каждой.',
    'Customers with similar signs form groups; no single offer would suit them all.',
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
  say('Группы по сходству признаков', 'Groups by similar signs'),
  { isCaptioned: true },
)}`
}
