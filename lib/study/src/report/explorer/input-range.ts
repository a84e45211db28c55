import { quantiles } from '@one-click/statistics'
import { monthlyInputs } from '../../customers/features'
import { tableSchemas } from '../../tables/schema'

/** What an input may be, and which part of that a slider offers. */
export interface InputRange {
  /** Ends of the slider: the 1st and the 99th percentile, rounded outwards to a step. */
  readonly low: number
  readonly high: number
  /** Of the slider: 1 where all values are whole, else 0.1 or 0.01. */
  readonly step: number
  /** Inclusive bounds of the tables' schema; revenue is at least a step, as others are not scored. */
  readonly minimum: number
  readonly maximum: number
}

/**
 * The range of an input of the tables.
 * @param name as in `featureInputs`
 * @param values of the customers; at least one
 */
export function inputRange(name: string, values: Float64Array): InputRange {
  const step = [1, 0.1, 0.01].find((size) => values.every((value) => isMultiple(value, size))) ?? 0.01
  const [low, high] = quantiles(values, [0.01, 0.99])
  const monthly = monthlyInputs.find((input) => input.name === name)
  const column = tableSchemas
    .flatMap(({ columns }) => columns)
    .find((one) => one.name === (monthly?.column ?? name))
  const least = column?.minimum ?? Number.MIN_SAFE_INTEGER
  const minimum = monthly?.table === 'revenue' ? Math.max(step, least) : least
  const maximum = column?.maximum ?? Number.MAX_SAFE_INTEGER
  const bounded = (value: number) => Math.min(maximum, Math.max(minimum, value))
  return {
    low: bounded(onStep(Math.floor(low / step + 1e-9), step)),
    high: bounded(onStep(Math.ceil(high / step - 1e-9), step)),
    step,
    minimum,
    maximum,
  }
}

function isMultiple(value: number, step: number): boolean {
  return Math.abs(value - onStep(Math.round(value / step), step)) < 1e-9
}

/** So many steps, without what binary fractions add. */
function onStep(steps: number, step: number): number {
  return Number((steps * step).toFixed(2))
}
