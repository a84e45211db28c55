import { describe, expect, it } from 'vitest'
import { rollOutProbability } from '../../../../lib/study/src/decisions/experiment/course'
import { drawArms } from '../../../../lib/study/src/decisions/experiment/draw'
import { estimateQuarters } from '../../../../lib/study/src/decisions/experiment/estimate-quarters'
import { planExperiment } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import { rehearseQuarters, simulateOutcomes } from '../../../../lib/study/src/decisions/experiment/rehearsal'
import {
  detectableEffectFigure,
  experimentPowerFigure,
  experimentResultFigure,
} from '../../../../lib/study/src/report/figures/experiment'
import {
  experimentCourseFigure,
  experimentLooksFigure,
} from '../../../../lib/study/src/report/figures/experiment-course'
import { madeCustomers } from '../../decisions/experiment/made-customers'
import { estimateEffect } from '../../decisions/experiment/one-look'
import { expectReadable, traceOf } from './check-figure'

const customers = madeCustomers([120, 90])
const plan = planExperiment(customers, { seed: 1, quarter: '2026-Q4' })
const drawn = {
  ...customers,
  treated: drawArms(customers.ids, customers.segment, { seed: 1, quarter: '2026-Q4' }),
}
const result = estimateEffect(drawn, simulateOutcomes(drawn, { seed: 1 }))

describe('experimentPowerFigure', () => {
  it('starts at 2.5%, rises, and lies higher with the prediction', () => {
    const figure = experimentPowerFigure(plan)
    expectReadable(figure, ['xaxis', 'yaxis'])
    const [better, worse] = ['with the prediction', 'without'].map(
      (name) => traceOf<{ y: number[] }>(figure, name).y,
    )
    expect(better[0]).toBe(2.5)
    better.slice(1).forEach((power, i) => {
      expect(power).toBeGreaterThanOrEqual(better[i])
      expect(power).toBeGreaterThanOrEqual(worse[i + 1])
    })
  })
})

describe('detectableEffectFigure', () => {
  it('falls with the quarters and is the plan’s own value at one and at the planned number', () => {
    const figure = detectableEffectFigure(plan)
    expectReadable(figure, ['xaxis', 'yaxis'])
    const { y } = traceOf<{ y: number[] }>(figure, 'with the prediction')
    expect(y).toHaveLength(8)
    expect(y[0]).toBeCloseTo(100 * plan.withPrediction.detectableAtOnce, 2)
    expect(y[plan.schedule.looks - 1]).toBeCloseTo(100 * plan.withPrediction.detectable, 2)
    expect(y[7]).toBeLessThan(y[0] / 2)
  })
})

describe('experimentResultFigure', () => {
  it('shows all intervals and says when they are simulated', () => {
    const figure = experimentResultFigure(result, { simulated: true })
    expectReadable(figure, ['xaxis'])
    expect(JSON.stringify(figure.layout.title)).toContain('simulated outcomes')
    expect(figure.data[0].x).toHaveLength(4)
    expect((figure.data[0].x as number[])[0]).toBeCloseTo(100 * result.reduction.estimate, 9)
    expect(JSON.stringify(experimentResultFigure(result))).not.toContain('simulated')
  })

  it('leaves out segments of fewer than five in an arm, and what would follow from the others', () => {
    const [segment] = result.segments
    const sized = (name: string, treatment: number, control: number) => ({
      ...segment,
      segment: name,
      counts: {
        treatment: { ...segment.counts.treatment, total: treatment },
        control: { ...segment.counts.control, total: control },
      },
    })
    const shown = (...segments: (typeof segment)[]) =>
      (experimentResultFigure({ ...result, segments }).data[0].y as string[]).slice(2)
    expect(shown(sized('a', 30, 31), sized('b', 12, 11), sized('c', 5, 5))).toEqual(['a', 'b', 'c'])
    expect(shown(sized('a', 30, 31), sized('b', 12, 11), sized('c', 5, 4))).toEqual(['a'])
    expect(shown(sized('a', 30, 31), sized('b', 3, 11), sized('c', 2, 4))).toEqual(['a'])
  })

  it('leaves out what the table of one quarter’s draw withholds, however many the quarters add up to', () => {
    const [segment] = result.segments
    const segments = ['a', 'b', 'c'].map((name) => ({ ...segment, segment: name }))
    const drawnAs = (name: string, treatment: number, control: number) => ({
      ...plan.segments[0],
      segment: name,
      treatment,
      control,
    })
    const shown = (...drawn: (typeof plan.segments)[number][]) =>
      (experimentResultFigure({ ...result, segments }, { drawn }).data[0].y as string[]).slice(2)
    expect(shown()).toEqual(['a', 'b', 'c'])
    expect(shown(drawnAs('a', 30, 31), drawnAs('b', 9, 9), drawnAs('c', 5, 5))).toEqual(['a', 'b', 'c'])
    expect(shown(drawnAs('a', 30, 31), drawnAs('b', 9, 9), drawnAs('c', 3, 2))).toEqual(['a'])
  })

  it('keeps markup in the names of segments as text', () => {
    const hostile = { ...result, segments: [{ ...result.segments[0], segment: '<b onclick=x>' }] }
    expect(experimentResultFigure(hostile).data[0].y).toContain('&lt;b onclick=x&gt;')
  })
})

describe('experimentCourseFigure', () => {
  it('adds up the plan’s probabilities of each decision', () => {
    const figure = experimentCourseFigure(plan)
    expectReadable(figure, ['xaxis', 'yaxis'])
    expect(figure.data).toHaveLength(6)
    const { y } = traceOf<{ y: number[] }>(figure, 'as assumed: rolled out')
    expect(y).toHaveLength(plan.schedule.looks)
    expect(y[y.length - 1]).toBeCloseTo(100 * rollOutProbability(plan.courses.assumed), 2)
    for (let k = 1; k < y.length; k++) expect(y[k]).toBeGreaterThanOrEqual(y[k - 1])
  })
})

describe('experimentLooksFigure', () => {
  it('shows each look with its repeated interval, and says when outcomes are simulated', () => {
    const rehearsed = estimateQuarters(rehearseQuarters(plan, { seed: 1 }))
    const figure = experimentLooksFigure(rehearsed, { simulated: true })
    expectReadable(figure, ['xaxis', 'yaxis'])
    expect(JSON.stringify(figure.layout.title)).toContain('simulated outcomes')
    const { y, x } = traceOf<{ x: string[]; y: number[] }>(figure, 'all quarters so far')
    expect(x.slice(0, 2)).toEqual(['1', '2'])
    const measured = experimentLooksFigure(rehearsed)
    expect(traceOf<{ x: string[] }>(measured, 'all quarters so far').x.slice(0, 2)).toEqual([
      '2026-Q4',
      '2027-Q1',
    ])
    expect(y).toEqual(rehearsed.looks.map(({ reduction }) => 100 * reduction.estimate))
  })
})

describe('in Russian', () => {
  it('no figure has an English word', () => {
    for (const figure of [
      experimentPowerFigure(plan, 'ru'),
      detectableEffectFigure(plan, 'ru'),
      experimentResultFigure({ ...result, segments: [] }, { language: 'ru', simulated: true }),
      experimentCourseFigure(plan, 'ru'),
    ]) {
      const { title, meta, xaxis, yaxis, annotations } = figure.layout as Record<
        string,
        Record<string, unknown>
      >
      const names = figure.data.map(({ name, y }) => [name, typeof (y as unknown[])[0] === 'string' ? y : ''])
      const shown = [title.text, meta.description, xaxis.title, yaxis.title ?? '', names].concat(
        (annotations as unknown as { text: string }[] | undefined)?.map(({ text }) => text) ?? [],
      )
      expect(JSON.stringify(shown).replace(/"[a-z]+":|null/g, '')).not.toMatch(/[A-Za-z]{2,}/)
    }
  })
})
