import { type ExperimentCourse, rollOutProbability } from '../../decisions/experiment/course'
import type { SequentialResult } from '../../decisions/experiment/estimate-quarters'
import type { ExperimentPlan } from '../../decisions/experiment/experiment-plan'
import type { Language } from '../../words/language'
import { wordsIn } from '../../words/language'
import { formatCount, formatDecimal, formatPercent, percentSign } from '../../words/number-format'
import { escapeLabel, type Figure, figure, palette, type Trace } from '../figure'
import { errorBars, levelLine } from './interval-marks'

const effects = [
  { name: 'assumed', color: palette.highlight },
  { name: 'half', color: palette.holds },
  { name: 'none', color: palette.declines },
] as const

const decisions = [
  { name: 'rollOut', dash: 'solid' },
  { name: 'stop', dash: 'dot' },
] as const

/** Probability that the rule has rolled out, or stopped, by each quarter: under the assumed effect, half and none. */
export function experimentCourseFigure({ courses }: ExperimentPlan, language: Language = 'en'): Figure {
  const texts = wordsIn(language).figures.experiment.course
  const traces = effects.flatMap(({ name, color }) =>
    decisions.map(({ name: decision, dash }): Trace => {
      const title = `${texts[name]}: ${texts[decision]}`
      const shares = runningSum(courses[name][decision])
      return {
        type: 'scatter',
        mode: 'lines+markers',
        name: title,
        x: shares.map((_, k) => k + 1),
        y: shares.map(percent),
        line: { color, dash, width: 2.5 },
        hovertemplate: `%{x}: %{y:.1f}${percentSign[language]}<extra>${title}</extra>`,
      }
    }),
  )
  return figure({
    language,
    title: texts.title,
    description: effects
      .map(({ name }) => `${texts[name]}: ${courseInWords(courses[name], language)}`)
      .join('; '),
    traces,
    xTitle: texts.xAxis,
    yTitle: texts.yAxis,
    height: 460,
    layout: { xaxis: { dtick: 1 }, yaxis: { range: [-2, 102] } },
  })
}

function courseInWords(course: ExperimentCourse, language: Language): string {
  const share = (value: number) => formatPercent(value, 1, language)
  return wordsIn(language).figures.experiment.course.inWords({
    rollOut: share(rollOutProbability(course)),
    stop: share(course.stop.reduce((sum, value) => sum + value, 0)),
    quarters: formatDecimal(course.expectedQuarters, 1, language),
  })
}

/** The pooled estimate with its repeated interval after each quarter, and the single quarters. */
export function experimentLooksFigure(
  { looks, quarters, worth }: SequentialResult,
  { language = 'en', simulated = false }: { readonly language?: Language; readonly simulated?: boolean } = {},
): Figure {
  // Quarters that are only simulated have no name of their own: they are counted.
  const names = looks.map(({ quarter }, k) => (simulated ? formatCount(k + 1, language) : quarter))
  const x = names.map(escapeLabel)
  const texts = wordsIn(language).figures.experiment
  const { title } = texts.looks
  return figure({
    language,
    title: simulated ? `${title} (${texts.simulated})` : title,
    description: looks
      .map(({ reduction: { estimate, lower, upper } }, k) => {
        const [middle, from, to] = [estimate, lower, upper].map((value) =>
          formatDecimal(100 * value, 1, language),
        )
        return `${names[k]}: ${texts.range({ estimate: middle, lower: from, upper: to })}`
      })
      .join('; '),
    traces: [
      {
        type: 'scatter',
        mode: 'markers',
        name: texts.looks.pooled,
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
        name: texts.looks.single,
        x,
        y: quarters.map(({ result }) => 100 * result.reduction.estimate),
        marker: { size: 8, color: palette.holds, symbol: 'diamond-open' },
      },
      levelLine(x, percent(worth.breakEven), texts.breakEven, palette.highlight),
      levelLine(x, 0, texts.looks.noEffect, palette.neutral),
    ],
    xTitle: texts.looks.xAxis,
    yTitle: texts.reductionAxis,
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
