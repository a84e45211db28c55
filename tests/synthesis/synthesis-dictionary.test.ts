import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tableSchemas } from '../../lib/study/src/tables/schema'
import { dataDictionary } from '../../tools/synthesis/src/synthesis-dictionary'

const readme = readFileSync(resolve(__dirname, '../../data/README.md'), 'utf8')

describe('dataDictionary', () => {
  it('stands in data/README.md as the schema gives it', () => {
    expect(readme).toContain(dataDictionary())
  })

  it('has a row for every column of every table', () => {
    const rows = dataDictionary().split('\n')
    for (const { header, name } of tableSchemas.flatMap(({ columns }) => columns)) {
      expect(rows.some((row) => row.includes(`| ${header}`) && row.includes(`| ${name} |`))).toBe(true)
    }
  })
})
