import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { readInputFile } from '../../../../lib/toolkit/core/src/files/read-input'
import { emptyFolder } from '../../../study/tables/table-copies'

describe('readInputFile', () => {
  it('reads a file, or a link to one, up to the size', () => {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'file'), 'four')
    symlinkSync('file', join(folder, 'link'))
    for (const name of ['file', 'link']) {
      expect(readInputFile(join(folder, name), 'model file', 4).toString()).toBe('four')
    }
    expect(() => readInputFile(join(folder, 'file'), 'model file', 3)).toThrow(
      new UserError(`${join(folder, 'file')} is too large for a model file: 4 bytes, at most 3 are read`),
    )
  })

  it('refuses what is no regular file, by its kind', async () => {
    const folder = emptyFolder()
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve))
    const refused = (path: string) => {
      try {
        return readInputFile(path, 'catalogue', 10)
      } catch (error) {
        return error
      }
    }
    const kinds = [
      [folder, 'a folder'],
      [join(folder, 'pipe'), 'a pipe'],
      [join(folder, 'socket'), 'a socket'],
      ['/dev/null', 'a device'],
    ]
    expect(kinds.map(([path]) => refused(path))).toEqual(
      kinds.map(([path, kind]) => new UserError(`${path} is ${kind}: name a regular file for the catalogue`)),
    )
    server.close()
  })

  it('leaves the error of a file that is not there, with its code', () => {
    expect(() => readInputFile(join(emptyFolder(), 'none'), 'file', 10)).toThrow(
      expect.objectContaining({ code: 'ENOENT' }),
    )
  })
})
