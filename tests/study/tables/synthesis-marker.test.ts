import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  formatSyntheticMarker,
  readSyntheticMarker,
  type SyntheticMarker,
} from '../../../lib/study/src/tables/synthesis-marker'
import { UserError } from '../../../lib/toolkit/core/src/errors'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder('synthesis-marker')
const marker: SyntheticMarker = { synthetic: true, customers: 60, seed: 3, copies: 0.02, quarter: 2 }
function readBack(text: string) {
  writeFileSync(join(folder, 'synthetic.json'), text)
  return readSyntheticMarker(folder)
}

describe('the marker of made-up tables', () => {
  it('is not there in other folders', () => {
    expect(readSyntheticMarker(temporaryFolder('no-marker'))).toBeUndefined()
  })

  it('comes back as it was written, in lines', () => {
    expect(readBack(formatSyntheticMarker(marker))).toEqual(marker)
    expect(readBack(formatSyntheticMarker({ ...marker, quarter: 1, effect: 0.5 }))).toEqual({
      ...marker,
      quarter: 1,
      effect: 0.5,
    })
    expect(formatSyntheticMarker(marker)).toBe(
      '{\n  "synthetic": true,\n  "customers": 60,\n  "seed": 3,\n  "copies": 0.02,\n  "quarter": 2\n}\n',
    )
  })

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['another value', '7'],
    ['not said to be synthetic', JSON.stringify({ ...marker, synthetic: 'true' })],
    ['customers in part', JSON.stringify({ ...marker, customers: 1.5 })],
    ['no seed', JSON.stringify({ ...marker, seed: null })],
    ['copies as text', JSON.stringify({ ...marker, copies: '0' })],
    ['a third quarter', JSON.stringify({ ...marker, quarter: 3 })],
  ])('is refused with %s', (_, text) => {
    expect(() => readBack(text)).toThrow(UserError)
    expect(() => readBack(text)).toThrow(
      `${join(folder, 'synthetic.json')} is not as synthesize wrote it: make the tables again, or delete it`,
    )
  })

  it('is refused when it is large', () => {
    expect(() => readBack(formatSyntheticMarker(marker) + ' '.repeat(10_000))).toThrow(
      /marker of synthetic tables/,
    )
  })
})
