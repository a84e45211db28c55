import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { storeFile } from '../../../../lib/toolkit/core/src/files/store-file'
import { emptyFolder } from '../../../study/tables/table-copies'

it('puts a file in its place, over an earlier one, and leaves nothing beside it', () => {
  const folder = emptyFolder()
  const path = join(folder, 'result')
  writeFileSync(path, 'old')
  storeFile(path, 'new')
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['new', ['result']])
  storeFile(path, Uint8Array.of(0, 255))
  expect([...readFileSync(path)]).toEqual([0, 255])
})

it('makes no folder, and leaves nothing where it fails', () => {
  const folder = emptyFolder()
  const missing = join(folder, 'none/result')
  expect(() => storeFile(missing, 'x')).toThrow(
    new UserError(`${missing} cannot be written (ENOENT): name a folder you may write to`),
  )
  mkdirSync(join(folder, 'taken/inside'), { recursive: true })
  expect(() => storeFile(join(folder, 'taken'), 'x')).toThrow(/taken cannot be written \(E\w+\)/)
  expect(readdirSync(folder)).toEqual(['taken'])
})
