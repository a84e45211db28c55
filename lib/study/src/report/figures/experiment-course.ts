import { type ExperimentCourse, rollOutProbability } from '../../decisions/experiment/course'
import type { SequentialResult } from '../../decisions/experiment/estimate-quarters'
import type { ExperimentPlan } from '../../decisions/experiment/plan'
import { experimentLooks as en } from '../../words/en/experiment-looks'
import type { Language } from '../../words/language'
import { formatDecimal, formatPercent, percentSign } from '../../words/number-format'
import { pairedTexts } from '../../words/paired-texts'
import { experimentLooks as ru } from '../../words/ru/experiment-looks'
import { escapeLabel, type Figure, figure, palette, type Trace } from '../figure'
import { errorBars, levelLine } from './interval-marks'

const effects = [
  { name: 'assumed', title: { en: 'as assumed', ru: 'как предполагается' }, color: palette.highlight },
  { name: 'half', title: { en: 'half of it', ru: 'вдвое меньше' }, color: palette.holds },
  { name: 'none', title: { en: 'no effect', ru: 'нет эффекта' }, color: palette.declines },
] as const

const decisions = [
  { name: 'rollOut', title: { en: 'rolled out', ru: 'предложения всем' }, dash: 'solid' },
  { name: 'stop', title: { en: 'stopped', ru: 'прекращено' }, dash: 'dot' },
] as const

/** Probability that the rule has rolled out, or stopped, by each quarter: under the assumed effect, half and none. */
export function experimentCourseFigure({ courses }: ExperimentPlan, language: Language = 'en'): Figure {
  const traces = effects.flatMap(({ name, title, color }) =>
    decisions.map(({ name: decision, title: word, dash }): Trace => {
      const shares = runningSum(courses[name][decision])
      return {
        type: 'scatter',
        mode: 'lines+markers',
        name: `${title[language]}: ${word[language]}`,
        x: shares.map((_, k) => k + 1),
        y: shares.map(percent),
        line: { color, dash, width: 2.5 },
        hovertemplate: `%{x}: %{y:.1f}${percentSign[language]}<extra>${title[language]}: ${word[language]}</extra>`,
      }
    }),
  )
  return figure({
    language,
    title: { en: 'How the experiment will go', ru: 'Как пойдёт эксперимент' }[language],
    description: effects
      .map(({ name, title }) => `${title[language]}: ${courseInWords(courses[name], language)}`)
      .join('; '),
    traces,
    xTitle: { en: 'quarters so far', ru: 'прошло кварталов' }[language],
    yTitle: { en: 'probability (%)', ru: 'вероятность (%)' }[language],
    height: 460,
    layout: { xaxis: { dtick: 1 }, yaxis: { range: [-2, 102] } },
  })
}

function courseInWords(course: ExperimentCourse, language: Language): string {
  const share = (value: number) => formatPercent(value, 1, language)
  const quarters = formatDecimal(course.expectedQuarters, 1, language)
  const [rollOut, stop] = [rollOutProbability(course), course.stop.reduce((sum, value) => sum + value, 0)]
  return {
    en: `rolled out ${share(rollOut)}, stopped ${share(stop)}, ${quarters} quarters on average`,
    ru: `предложения всем ${share(rollOut)}, прекращено ${share(stop)}, в среднем кварталов ${quarters}`,
  }[language]
}

const lookTitles = pairedTexts({ ru, en })

/** The pooled estimate with its repeated interval after each quarter, and the single quarters. */
export function experimentLooksFigure(
  { looks, quarters, worth }: SequentialResult,
  { language = 'en', simulated = false }: { readonly language?: Language; readonly simulated?: boolean } = {},
): Figure {
  const x = looks.map(({ quarter }) => escapeLabel(quarter))
  const title = lookTitles.title[language]
  return figure({
    language,
    title: simulated ? `${title} (${lookTitles.simulated[language]})` : title,
    description: looks
      .map(({ quarter, reduction: { estimate, lower, upper } }) => {
        const [middle, from, to] = [estimate, lower, upper].map((value) =>
          formatDecimal(100 * value, 1, language),
        )
        return {
          en: `${quarter}: ${middle} (${from} to ${to})`,
          ru: `${quarter}: ${middle} (от ${from} до ${to})`,
        }[language]
      })
      .join('; '),
    traces: [
      {
        type: 'scatter',
        mode: 'markers',
        name: { en: 'all quarters so far', ru: 'все кварталы вместе' }[language],
        x,
        y: looks.map(({ reduction }) => 100 * reduction.estimate),
        error_y: errorBars(
          looks.map(({ reduction }) => reduction),
          100,
        ),
        marker: { size: 10, color: palette.declines },
      },
      {
        type: 'scatter',
        mode: 'markers',
        name: { en: 'each quarter alone', ru: 'каждый квартал отдельно' }[language],
        x,
        y: quarters.map(({ result }) => 100 * result.reduction.estimate),
        marker: { size: 8, color: palette.holds, symbol: 'diamond-open' },
      },
      levelLine(x, percent(worth.breakEven), { en: 'pays', ru: 'окупается' }[language], palette.highlight),
      levelLine(x, 0, { en: 'no effect', ru: 'нет эффекта' }[language], palette.neutral),
    ],
    xTitle: { en: 'quarter', ru: 'квартал' }[language],
    yTitle: {
      en: 'reduction of the decline rate (points)',
      ru: 'снижение доли снизивших активность (п. п.)',
    }[language],
    layout: { xaxis: { type: 'category' } },
  })
}

function runningSum(values: Float64Array): number[] {
  let sum = 0
  return Array.from(values, (value) => {
    sum += value
    return sum
  })
}

const percent = (share: number) => Number((100 * share).toFixed(2))
