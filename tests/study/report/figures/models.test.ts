import { describe, expect, it } from 'vitest'
import { modelComparisonFigure, rocFigure } from '../../../../lib/study/src/report/figures/models'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { rocAuc } from '../../../../lib/toolkit/learn/src/evaluation/metrics'
import { studyValidation } from '../study-results'
import { expectReadable, traceOf } from './check-figure'

const random = new Random(40)
const probability = Float64Array.from({ length: 200 }, () => random.uniform())
const declines = Uint8Array.from(probability, (p) => (random.uniform() < p ? 1 : 0))
const noise = Float64Array.from({ length: 200 }, () => random.uniform())
const models = [studyValidation('Plain', noise, 0.5), studyValidation('Chosen', probability, 0.9)]
type Points = { x: number[]; y: number[]; line: { width: number } }

describe('figures of the models', () => {
  it('comparison: a mark with its deviation for each model and metric', () => {
    const figure = modelComparisonFigure(models, 'Chosen')
    expectReadable(figure, ['xaxis', 'xaxis2', 'xaxis3'])
    expect(figure.data).toHaveLength(3)
    expect(figure.data[0]).toMatchObject({
      y: ['Plain', 'Chosen'],
      x: [0.5, 0.9],
      error_x: { array: [0.01, 0.01] },
    })
    expect(figure.data.map(({ xaxis }) => xaxis)).toEqual(['x', 'x2', 'x3'])
    const colors = (figure.data[0] as unknown as { marker: { color: string[] } }).marker.color
    expect(colors[0]).not.toBe(colors[1])
  })

  it('ROC curves: corner to corner in percent, the area of each that of its model', () => {
    const figure = rocFigure(models, declines, 'Chosen')
    expectReadable(figure, ['xaxis', 'yaxis'])
    for (const { procedure, probability: repeats } of models) {
      const { x, y } = traceOf<Points>(figure, procedure.name)
      expect([x[0], y[0], x.at(-1), y.at(-1)]).toEqual([0, 0, 100, 100])
      let area = 0
      for (let i = 1; i < x.length; i++) area += ((x[i] - x[i - 1]) * (y[i] + y[i - 1])) / 2
      expect(Math.abs(area / 1e4 - rocAuc(declines, repeats[0]))).toBeLessThan(0.02)
      const positives = declines.reduce((sum, label) => sum + label, 0)
      const classes = [200 - positives, positives]
      for (let i = 1; i < x.length; i++) {
        const step = [x[i] - x[i - 1], y[i] - y[i - 1]].map((share, k) =>
          Math.round((share / 100) * classes[k]),
        )
        expect(step.every((customers) => customers === 0 || customers >= 5)).toBe(true)
      }
    }
    expect(traceOf<Points>(figure, 'Chance').x).toEqual([0, 100])
    expect(traceOf<Points>(figure, 'Chosen').line.width).toBeGreaterThan(
      traceOf<Points>(figure, 'Plain').line.width,
    )
  })
})
