import { describe, expect, it } from 'vitest'
import { heatmapFigure, rankedBarsFigure } from '../../../../lib/study/src/report/figures/correlation'
import { matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import { expectReadable } from './check-figure'

const association = matrixFromRows([
  [1, 0.2, -0.9],
  [0.2, 1, 0.4],
  [-0.9, 0.4, 1],
])

describe('heatmapFigure', () => {
  it('shows each pair once, and names the strongest', () => {
    const figure = heatmapFigure(association, ['A', 'B', 'C'], {
      title: 'Rank correlation',
      measure: "Spearman's rho",
      range: 'signed',
    })
    expectReadable(figure, [])
    const [{ x, y, z, zmin, zmax, colorbar }] = figure.data as unknown as {
      x: string[]
      y: string[]
      z: (number | null)[][]
      zmin: number
      zmax: number
      colorbar: { title: { text: string } }
    }[]
    expect([x, y]).toEqual([
      ['A', 'B'],
      ['B', 'C'],
    ])
    expect(z).toEqual([
      [0.2, null],
      [-0.9, 0.4],
    ])
    expect([zmin, zmax, colorbar.title.text]).toEqual([-1, 1, "Spearman's rho"])
    expect((figure.layout.meta as { description: string }).description).toMatch(/C and A, .0\.90/)
  })

  it('starts at 0 where the measure does', () => {
    const figure = heatmapFigure(association, ['A', 'B', 'C'], {
      title: 'Association phi_k',
      measure: 'phi_k',
      range: 'unsigned',
    })
    expect(figure.data[0]).toMatchObject({ zmin: 0, zmax: 1 })
  })
})

describe('rankedBarsFigure', () => {
  it('draws bars in the order given, with intervals around them', () => {
    const figure = rankedBarsFigure(['first', 'second'], [0.4, 0.1], {
      title: 'Importance of features',
      xTitle: 'loss of ROC-AUC',
      lower: [0.3, 0.05],
      upper: [0.6, 0.1],
      reference: 0.2,
    })
    expectReadable(figure, ['xaxis'])
    const [{ x, y, error_x: error }] = figure.data as unknown as {
      x: number[]
      y: string[]
      error_x: { array: number[]; arrayminus: number[] }
    }[]
    expect([y, x]).toEqual([
      ['first', 'second'],
      [0.4, 0.1],
    ])
    expect(error.array.map((size) => Number(size.toFixed(12)))).toEqual([0.2, 0])
    expect(error.arrayminus.map((size) => Number(size.toFixed(12)))).toEqual([0.1, 0.05])
    expect(figure.layout).toMatchObject({ yaxis: { autorange: 'reversed' }, shapes: [{ x0: 0.2, x1: 0.2 }] })
  })
})
