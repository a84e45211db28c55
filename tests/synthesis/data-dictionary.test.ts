import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tableSchemas } from '../../lib/study/src/tables/schema'
import { dataDictionary } from './data-dictionary'

const path = resolve(__dirname, '../../data/README.md')
/** The dictionary is the README's last part. */
const start = '### market_file.csv\n'

describe('dataDictionary', () => {
  it('ends data/README.md as the schema gives it', async () => {
    const readme = readFileSync(path, 'utf8')
    const [before, ...after] = readme.split(start)
    expect(after).toHaveLength(1)
    await expect(`${before}${dataDictionary()}\n`).toMatchFileSnapshot(path)
  })

  it('has a row for every column of every table', () => {
    const rows = dataDictionary().split('\n')
    for (const { header, name } of tableSchemas.flatMap(({ columns }) => columns)) {
      expect(rows.some((row) => row.includes(`| ${header}`) && row.includes(`| ${name} |`))).toBe(true)
    }
  })
})
