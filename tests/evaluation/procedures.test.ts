import { chosenProcedure, estimatorOf, procedures } from 'one-click'
import { describe, expect, it } from 'vitest'

describe('procedures', () => {
  it('compare the models the study promises, each under a name of its own', () => {
    expect(new Set(procedures.map(({ name }) => name)).size).toBe(procedures.length)
    expect(procedures.map(({ estimator }) => estimatorOf(estimator).kind).sort()).toEqual([
      'decision-tree',
      'extra-trees',
      'k-nearest-neighbours',
      'logistic-regression',
      'neural-network',
      'support-vector-machine',
    ])
    expect(procedures).toContain(chosenProcedure)
  })

  it('choose one whose reasons can be computed exactly', () => {
    expect(chosenProcedure).toMatchObject({ estimator: 'extra-trees', calibration: 'probability' })
  })
})
