import { describe, expect, it } from 'vitest'
import { tidyCell, wordReader } from '../../../lib/study/src/tables/repair'
import { tableSchemas } from '../../../lib/study/src/tables/schema'

const tier = tableSchemas[0].columns.find(({ name }) => name === 'serviceTier')!

describe('wordReader', () => {
  it.each([
    ['стандарт', 'стандарт', 'known'],
    ['премиум', 'премиум', 'known'],
    ['стандартт', 'стандарт', 'repaired'],
    ['СТАНДАРТТ', 'стандарт', 'repaired'],
    ['Премиум ', 'премиум', 'repaired'],
    ['cтaндapт', 'стандарт', 'repaired'],
    ['золотой', 'золотой', 'unknown'],
    ['', '', 'unknown'],
  ])('reads %j as %j: %s', (cell, word, status) => {
    const read = wordReader(tier)
    expect(read(cell)).toEqual({ word, status })
    expect(read(cell)).toBe(read(cell))
  })

  it('knows no word where none are listed', () => {
    expect(wordReader({ ...tier, values: undefined })('да')).toEqual({ word: 'да', status: 'unknown' })
  })
})

describe('tidyCell', () => {
  it.each([
    ['  a b ', 'a b'],
    ['a  b', 'a b'],
    ['a\tb', 'a b'],
    ['a\nb', 'a b'],
    ['a\vb\fc', 'a b c'],
    ['a \t\n b', 'a b'],
    ['a b c', 'a b c'],
    ['', ''],
  ])('%j: %j', (cell, tidy) => {
    expect(tidyCell(cell)).toBe(tidy)
  })
})
