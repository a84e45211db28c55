import type { Interval } from '@one-click/statistics'
import { type Language, wordsIn } from '../../words/language'
import { formatDecimal } from '../../words/number-format'
import { palette, type Trace } from '../figure'

/** An interval as words: `0.925 (0.907 to 0.941)`, in percent with one decimal. */
export function intervalInWords(
  { estimate, lower, upper }: Interval,
  scale: 1 | 100,
  language: Language,
): string {
  const digits = scale === 1 ? 3 : 1
  const [middle, from, to] = [estimate, lower, upper].map((value) =>
    formatDecimal(scale * value, digits, language),
  )
  return wordsIn(language).figures.models.interval({ middle, from, to })
}

/** Error bars from estimates to the bounds of their intervals. */
export function errorBars(intervals: readonly Interval[], scale = 1): Record<string, unknown> {
  return {
    type: 'data',
    symmetric: false,
    array: intervals.map(({ estimate, upper }) => scale * Math.max(0, upper - estimate)),
    arrayminus: intervals.map(({ estimate, lower }) => scale * Math.max(0, estimate - lower)),
    color: palette.neutral,
    thickness: 1.3,
  }
}

/** A dot with its interval for each place on the vertical axis. */
export function intervalDots(
  y: readonly (string | number)[],
  intervals: readonly Interval[],
  color: string | readonly string[],
  scale = 1,
): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    y,
    x: intervals.map(({ estimate }) => scale * estimate),
    error_x: errorBars(intervals, scale),
    marker: { size: 10, color },
  }
}

/** A dashed line across the figure at one value of the horizontal axis. */
export function dashedAt(value: number): Record<string, unknown> {
  return {
    type: 'line',
    x0: value,
    x1: value,
    yref: 'paper',
    y0: 0,
    y1: 1,
    line: { dash: 'dash', color: palette.neutral, width: 1 },
  }
}

/** A dashed line at one height, named in the legend, over the given places. */
export function levelLine(
  x: readonly (number | string)[],
  height: number,
  name: string,
  color: string,
): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x,
    y: x.map(() => height),
    line: { color, dash: 'dash', width: 1.5 },
    hoverinfo: 'skip',
  }
}
