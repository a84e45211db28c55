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
    expect(() => readMeasuredEffects(written('{'))).toThrow(
      '(no JSON): name the file that npm run experiment -- --effects wrote',
    )
    expect(() => readMeasuredEffects(join(folder, 'none.json'))).toThrow('(ENOENT)')
  })

  it('is held to its form at the edges', () => {
    const one = effects.offers.basket
    const read = (change: object) => () => readMeasuredEffects(written(JSON.stringify(change)))
    const withOffer = (change: object) => read({ ...effects, offers: { basket: { ...one, ...change } } })
    for (const edge of [{ customers: 2 }, { low: 0.3 }, { high: 0.3 }]) expect(withOffer(edge)).not.toThrow()
    expect(withOffer({ customers: 1 })).toThrow('offers.basket.customers: ')
    expect(withOffer({ customers: 2.5 })).toThrow('offers.basket.customers: ')
    expect(withOffer({ high: 0.2 })).toThrow('needs low ≤ likely ≤ high')
    expect(withOffer({ reach: 1 })).toThrow('offers.basket: ')
    expect(read({ ...effects, levle: 0.9 })).toThrow('file: ')
    for (const level of [0, 1]) expect(read({ ...effects, level })).toThrow('level: ')
    expect(read({ ...effects, quarters: [''] })).toThrow('quarters.0: ')
  })

  it('names all that breaks its form, a line each, and what to do', () => {
    const path = written(JSON.stringify({ ...effects, version: 2, quarters: [] }))
    expect(() => readMeasuredEffects(path)).toThrow(
      /effects\.json: no file of measured effects: write it anew with npm run experiment -- --effects\n {2}version: [^\n]+\n {2}quarters: [^\n]+$/,
    )
  })

  it('is read up to a megabyte, and no folder is taken for it', () => {
    const text = measuredEffectsJson(effects)
    expect(readMeasuredEffects(written(text.padEnd(1_000_000)))).toEqual(effects)
    const large = written(text.padEnd(1_000_001))
    expect(() => readMeasuredEffects(large)).toThrow(/^[^\n(]*is too large for a file of measured effects/)
    expect(() => readMeasuredEffects(folder)).toThrow(/is a folder: name a regular file/)
  })

  it('is written for people too: indented, with a line’s end', () => {
    const text = measuredEffectsJson(effects)
    expect(text).toMatch(/^\{\n {2}"version": 1,\n/)
    expect(text).toMatch(/\}\n$/)
  })
})
