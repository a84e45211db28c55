import { describe, expect, it } from 'vitest'
import {
  concludeExperiment,
  conclusionNames,
} from '../../../../lib/study/src/decisions/experiment/conclusions'
import { toldConclusion } from '../../../../lib/study/src/report/told/conclusions'

const conclude = (lower: number, upper: number, breakEven = 0.04) =>
  concludeExperiment({ estimate: (lower + upper) / 2, lower, upper }, breakEven)

describe('concludeExperiment', () => {
  it.each([
    [-0.2, -0.01, 'harmful'],
    [-0.2, 0, 'open, at best too small'],
    [-0.2, 0.039, 'open, at best too small'],
    [-0.2, 0.04, 'open'],
    [-0.2, 0.5, 'open'],
    [0, 0.039, 'open, at best too small'],
    [0, 0.04, 'open'],
    [0.001, 0.039, 'too small'],
    [0.001, 0.04, 'works, cost open'],
    [0.039, 0.5, 'works, cost open'],
    [0.04, 0.5, 'worth its cost'],
    [0.04, 0.04, 'worth its cost'],
  ])('from %d to %d: %s', (lower, upper, name) => {
    expect(conclude(lower, upper)).toBe(name)
  })

  it('needs no cost to be above 0', () => {
    expect(conclude(0.001, 0.01, 0)).toBe('worth its cost')
    expect(conclude(0, 0.01, 0)).toBe('open')
  })

  it('has each conclusion once, in both languages', () => {
    expect(new Set(conclusionNames).size).toBe(6)
    for (const { title, when, decision } of conclusionNames.map(toldConclusion)) {
      for (const { ru, en } of [title, when, decision]) {
        expect(ru).toMatch(/[а-я]{3}/)
        expect(en).toMatch(/[a-z]{3}/)
      }
    }
  })
})
