import { describe, expect, it } from 'vitest'
import { modelFeatures } from '../../../lib/study/src/customers/features'
import type { CustomerProcedure } from '../../../lib/study/src/evaluation/feature-preprocessor'
import { chosenProcedure, procedures } from '../../../lib/study/src/evaluation/procedures'
import { estimatorOf } from '../../../lib/toolkit/learn/src/estimators/estimators'
import type { Procedure } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import type { StackProcedure } from '../../../lib/toolkit/learn/src/pipeline/stack'

const membersOf = (procedure: CustomerProcedure): readonly Procedure[] =>
  'members' in procedure ? procedure.members : [procedure]

describe('procedures', () => {
  it('compare the models the study promises, each under a name of its own', () => {
    expect(new Set(procedures.map(({ name }) => name)).size).toBe(procedures.length)
    const single = procedures.filter((procedure) => !('members' in procedure)) as Procedure[]
    expect([...new Set(single.map(({ estimator }) => estimatorOf(estimator).kind))].sort()).toEqual([
      'decision-tree',
      'extra-trees',
      'k-nearest-neighbours',
      'logistic-regression',
      'neural-network',
      'support-vector-machine',
    ])
    expect(procedures).toContain(chosenProcedure)
  })

  it('name features that models see, none twice', () => {
    const known = modelFeatures.map(({ name }) => name)
    for (const { features = [] } of procedures.flatMap(membersOf)) {
      expect(known).toEqual(expect.arrayContaining([...features]))
      expect(new Set(features).size).toBe(features.length)
    }
  })

  it('search nothing of a forest but average it: nodes try up to half of the features, drawn tree by tree', () => {
    const forests = procedures.flatMap(membersOf).filter(({ estimator }) => estimator === 'extra-trees')
    expect(forests.length).toBeGreaterThan(0)
    for (const { averaged, candidates = [], featureSets = {} } of forests) {
      expect(averaged).toBe(true)
      const settings = candidates.map(({ features, minLeaf }) => `${features} ${minLeaf}`)
      expect(settings).toEqual(Object.keys(featureSets).flatMap((set) => [`${set} 1`, `${set} 2`]))
      for (const { featureShare, tries, cuts } of candidates)
        expect({ featureShare, tries, cuts }).toEqual({
          featureShare: 0.5,
          tries: 'drawn',
          cuts: 'alternating',
        })
    }
  })

  it('stack calibrated members, each under a name of its own, with the same inner folds and repeats', () => {
    const stacks = procedures.filter((procedure): procedure is StackProcedure => 'members' in procedure)
    expect(stacks.length).toBeGreaterThan(0)
    for (const { members } of stacks) {
      expect(new Set(members.map(({ name }) => name)).size).toBe(members.length)
      for (const { calibration } of members) expect(calibration).toBeDefined()
      const inner = members.map(({ innerFolds, innerRepeats }) => `${innerFolds} ${innerRepeats}`)
      expect(new Set(inner).size).toBe(1)
    }
  })

  it('choose one whose reasons can be computed: trees or support vectors, calibrated', () => {
    for (const { estimator, calibration } of membersOf(chosenProcedure)) {
      expect(['extra-trees', 'support-vector-machine']).toContain(estimator)
      expect(calibration).toBeDefined()
    }
  })
})
