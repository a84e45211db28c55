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
  for (const trace of data) expectPaired(trace)
  expectFinite({ data, layout }, 'figure')
  // The description is shown as text; all else is read by Plotly as markup.
  expect(JSON.stringify({ data, layout: { ...layout, meta: {} } })).not.toMatch(/<(?!br>|\/?extra>)[a-z]/i)
}

function expectPaired(trace: Trace): void {
  const { x, y, type } = trace as { x?: unknown[]; y?: unknown[]; type: string }
  if (x && y && type !== 'heatmap') expect(x).toHaveLength(y.length)
}

/** Every number within is finite; gaps are null, never NaN. */
function expectFinite(value: unknown, place: string): void {
  if (typeof value === 'number') expect(Number.isFinite(value), place).toBe(true)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) expectFinite(part, `${place}.${key}`)
  }
}

/** One trace by its name. */
export function traceOf<Shape>({ data }: Figure, name: string): Trace & Shape {
  const found = data.find((trace) => trace.name === name)
  expect(found, name).toBeDefined()
  return found as Trace & Shape
}
