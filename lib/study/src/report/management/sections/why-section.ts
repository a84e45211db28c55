import { featureOf } from '../../../customers/features'
import { labelOf } from '../../../words/feature-label'
import { formatMeasure } from '../../../words/number-format'
import { themesFigure } from '../../figures/themes'
import { chartMarkup, dataTable } from '../chart'
import type { ManagementFindings, ThemeFinding, WhyFindings } from '../findings'
import { html } from '../html'
import type { Speaker } from '../speaker'
import { hasSide, themeWords } from '../themes'
import type { Section } from './section'

/** Why they are at risk. */
export function whySection({ why, stake, who }: ManagementFindings, words: Speaker): Section {
  const { texts, percent, language } = words
  const raising = why.themes.filter(({ points }) => points >= slight)
  const doing = raising.filter(({ theme, sign }) => hasSide(theme, sign))
  const named = (doing.length > 0 ? doing : raising)
    .slice(0, 3)
    .map(({ theme, sign }) => themeWords(theme, sign)[language])
  const isEveryone = why.customers > 0 && why.customers === stake.active
  const share = stake.atRisk > 0 ? why.atRisk / stake.atRisk : 0
  const otherCut =
    who.cuts.probability === why.riskFrom ? '' : texts.why.otherCut(percent(who.cuts.probability))
  return {
    name: 'why',
    short: texts.why.short,
    heading:
      named.length > 0
        ? doing.length > 0
          ? texts.why.headingDoing(words.list(named))
          : texts.why.headingSigns(words.list(named))
        : why.themes.length > 0
          ? texts.why.headingNoSign
          : why.customers > 0
            ? texts.why.headingTooFew
            : texts.why.headingNobody,
    body: html`<p>${atRiskInWords()}${texts.why.ownThreshold}${otherCut}</p>
${why.themes.length > 0 && themesMarkup(why, words)}
${why.kinds.length > 0 && kindsMarkup(why, words)}
${
  why.themes.length > 0 &&
  html`<p class="note">${isEveryone ? texts.why.signsOfAllNotCauses : texts.why.signsNotCauses}</p>`
}`,
  }

  function atRiskInWords(): string {
    if (why.customers === 0) return texts.why.nobody(percent(why.riskFrom))
    return isEveryone
      ? texts.why.everyone({ customers: words.customers(why.customers), riskFrom: percent(why.riskFrom) })
      : texts.why.atRisk({
          customers: words.customers(why.customers),
          riskFrom: percent(why.riskFrom),
          share: percent(share),
        })
  }
}

function themesMarkup({ themes: all }: WhyFindings, words: Speaker) {
  const themes = withoutSlight(all)
  const { texts, count, language } = words
  const measured = themes.filter(({ sign }) => sign)
  const nameOf = ({ theme, sign }: ThemeFinding) => capital(themeWords(theme, sign)[language])
  return html`${chartMarkup(
    {
      name: 'themes',
      figure: themesFigure(
        themes.map((theme) => ({ name: nameOf(theme), points: theme.points })),
        language,
      ),
      table: {
        head: [texts.why.sign, texts.why.points, texts.why.strongestFor],
        rows: themes.map((theme) => [
          nameOf(theme),
          words.decimal(100 * theme.points),
          theme.customers > 0 ? count(theme.customers) : '—',
        ]),
      },
    },
    words,
  )}
${themes.some(({ customers }) => customers === 0) && html`<p class="note">${texts.why.withheld}</p>`}
${themes.length < all.length && html`<p class="note">${texts.why.slightHidden}</p>`}
${measured.length > 0 && mediansMarkup(measured, words)}`
}

function mediansMarkup(measured: readonly ThemeFinding[], words: Speaker) {
  const { texts, language } = words
  const value = (number: number) => formatMeasure(number, language)
  return html`${dataTable(
    {
      head: [texts.why.measure, texts.why.groupAtRisk, texts.why.others],
      rows: measured.map(({ sign }) => [
        labelOf(featureOf(sign!.feature), language),
        value(sign!.atRisk),
        value(sign!.others),
      ]),
    },
    texts.why.differ,
    { isCaptioned: true },
  )}
<p class="note">${texts.why.medianNote}</p>`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A sign that changes the risk by less than this share is none to speak of. */
const slight = 0.01

/** Themes that change the risk by a point at least; all where none does. */
function withoutSlight(themes: readonly ThemeFinding[]): readonly ThemeFinding[] {
  const strong = themes.filter(({ points }) => Math.abs(points) >= slight)
  return strong.length > 0 ? strong : themes
}

function kindsMarkup({ kinds }: WhyFindings, words: Speaker) {
  const { texts, count, percent, money, language } = words
  return html`<p>${kinds.length > 1 ? texts.why.kinds : texts.why.oneKind}</p>
${dataTable(
  {
    head: [texts.why.signs, texts.why.customers, texts.why.meanRisk, texts.why.profitAtRisk],
    rows: kinds.map((kind) => [
      kind.name[language],
      count(kind.customers),
      percent(kind.probability),
      money(kind.atRisk),
    ]),
  },
  texts.why.kindsCaption,
  { isCaptioned: true },
)}`
}
