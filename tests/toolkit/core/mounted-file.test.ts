import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { writeFileAtomic } from '../../../lib/toolkit/core/src/files/files'
import { temporaryFolder } from '../../support/temporary-folder'

vi.mock(import('node:fs'), async (original) => ({
  ...(await original()),
  renameSync: () => {
    throw Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY', errno: -16 })
  },
}))

it('a file that is mounted by itself is written over, and nothing is left beside it', () => {
  const folder = temporaryFolder('mounted')
  const file = join(folder, 'scores.csv')
  writeFileSync(file, 'a longer text of the last run')
  writeFileAtomic(file, 'new')
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['scores.csv'])
})
