import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type MeasuredEffects,
  measuredEffectsJson,
  readMeasuredEffects,
} from '../../../../lib/study/src/decisions/experiment/measured-effects'
import { temporaryFolder } from '../../../support/temporary-folder'

const folder = temporaryFolder('effects')
afterAll(() => rmSync(folder, { recursive: true }))

const effects: MeasuredEffects = {
  version: 1,
  quarters: ['2026-Q4', '2027-Q1'],
  level: 0.95,
  offers: { basket: { low: -0.125, likely: 0.3, high: 1.5, customers: 84 } },
}

function written(text: string): string {
  const path = join(folder, 'effects.json')
  writeFileSync(path, text)
  return path
}

describe('a file of measured effects', () => {
  it('reads back', () => {
    expect(readMeasuredEffects(written(measuredEffectsJson(effects)))).toEqual(effects)
  })

  it('is refused with the place that breaks its form', () => {
    const broken = (change: object) => () => readMeasuredEffects(written(JSON.stringify(change)))
    expect(broken({ ...effects, version: 2 })).toThrow(/version/)
    expect(broken({ ...effects, level: 95 })).toThrow(/level/)
    expect(broken({ ...effects, quarters: [] })).toThrow(/quarters/)
    const offers = { basket: { ...effects.offers.basket, low: 0.4 } }
    expect(broken({ ...effects, offers })).toThrow('offers.basket: needs low ≤ likely ≤ high')
    expect(() => readMeasuredEffects(written('{'))).toThrow(/effects\.json: measured effects cannot be read/)
    expect(() => readMeasuredEffects(join(folder, 'none.json'))).toThrow('ENOENT')
  })
})
