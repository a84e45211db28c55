import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cacheLimits, tidyCache } from '../../../lib/study/src/study/cache-limits'
import { temporaryFolder } from '../../support/temporary-folder'

const now = Date.parse('2026-06-01')

/** A folder with files of a size in bytes, last used some days ago. */
function folderWith(files: Readonly<Record<string, readonly [size: number, days: number]>>): string {
  const folder = temporaryFolder('limits')
  for (const [name, [size, days]] of Object.entries(files)) {
    writeFileSync(join(folder, name), new Uint8Array(size))
    const used = new Date(now - days * 24 * 60 * 60 * 1000)
    utimesSync(join(folder, name), used, used)
  }
  return folder
}

const result = (letter: string) => `offers-${letter.repeat(20)}.bin`

it('lets go what was not used for long, then what was used longest ago', () => {
  const folder = folderWith({
    [result('a')]: [10, 31],
    [result('b')]: [10, 29],
    [result('c')]: [10, 2],
    [result('d')]: [10, 1],
  })
  tidyCache(folder, { bytes: 1000, days: 30 }, now)
  expect(readdirSync(folder).sort()).toEqual([result('b'), result('c'), result('d')])
  tidyCache(folder, { bytes: 20, days: 30 }, now)
  expect(readdirSync(folder).sort()).toEqual([result('c'), result('d')])
})

it('keeps the last one, however large', () => {
  const folder = folderWith({ [result('a')]: [100, 1], [result('b')]: [100, 2] })
  tidyCache(folder, { bytes: 20, days: 30 }, now)
  expect(readdirSync(folder)).toEqual([result('a')])
})

it('clears what killed processes left, and touches nothing of others', () => {
  const kept = { 'notes.bin': [5000, 99], 'report.html': [5, 99], [`${result('a')}.lock`]: [5, 0.5] } as const
  const folder = folderWith({
    ...kept,
    [`${result('a')}.lock.12`]: [5, 2],
    [`${result('a')}.0a1b2c3d.tmp`]: [5, 2],
  })
  tidyCache(folder, { bytes: 20, days: 30 }, now)
  expect(readdirSync(folder).sort()).toEqual(Object.keys(kept).sort())
})

it('keeps 2 GB for 30 days', () => {
  expect(cacheLimits).toEqual({ bytes: 2e9, days: 30 })
})
