import { expect } from 'vitest'
import type { Figure, Trace } from '../../../../lib/study/src/report/figure'

interface Axis {
  readonly title?: { readonly text?: string }
}

/**
 * What every figure owes its readers: a title, a description, titles on the named axes, numbers that are
 * numbers, coordinates that pair up, and no markup of the tables.
 */
export function expectReadable({ data, layout }: Figure, axes: readonly string[]): void {
  const { title, meta } = layout as { title: { text: string }; meta: { description: string } }
  expect(title.text).toMatch(/^[A-ZА-Я«].{8,}/)
  expect(meta.description).toMatch(/[\wа-я].{8,}/i)
  expect(`${title.text} ${meta.description}`).not.toMatch(/NaN|undefined|Infinity|\[object/)
  for (const axis of axes) {
    expect((layout[axis] as Axis | undefined)?.title?.text, axis).toMatch(/[\wа-я]/i)
  }
  expect(layout.height).toBeGreaterThan(150)
  expect(data.length).toBeGreaterThan(0)
  for (const { x, y } of data.filter(isPaired)) expect(x).toHaveLength(y.length)
  expect(numbersIn({ data, layout }, 'figure').filter(([, number]) => !Number.isFinite(number))).toEqual([])
  // The description is shown as text; all else is read by Plotly as markup.
  expect(JSON.stringify({ data, layout: { ...layout, meta: {} } })).not.toMatch(/<(?!br>|\/?extra>)[a-z]/i)
}

function isPaired(trace: Trace): trace is Trace & { x: unknown[]; y: unknown[] } {
  const { x, y, type } = trace as { x?: unknown[]; y?: unknown[]; type: string }
  return x !== undefined && y !== undefined && type !== 'heatmap'
}

/** Every number within by its place; gaps are null, never NaN. */
function numbersIn(value: unknown, place: string): [string, number][] {
  if (typeof value === 'number') return [[place, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => numbersIn(part, `${place}.${key}`))
}

/** One trace by its name. */
export function traceOf<Shape>({ data }: Figure, name: string): Trace & Shape {
  const found = data.find((trace) => trace.name === name)
  expect(found, name).toBeDefined()
  return found as Trace & Shape
}
