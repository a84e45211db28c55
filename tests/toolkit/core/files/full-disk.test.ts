import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../support/temporary-folder'

interface Outcome {
  readonly writer: string
  readonly name?: string
  readonly message?: string
  readonly left: readonly string[]
}

it('what cannot be written is named, with what to do, and nothing of it is left', () => {
  const folder = temporaryFolder('full')
  // Like a full disk, a limit of nothing takes the names of files and folders, but not what the files hold.
  const limited = 'ulimit -f 0; exec "$0" "$@"'
  const program = [process.execPath, join(__dirname, 'without-room.cjs'), folder]
  const { stdout, stderr } = spawnSync('sh', ['-c', limited, ...program], { encoding: 'utf8' })
  expect(stderr).toBe('')
  const outcomes = JSON.parse(stdout) as Outcome[]
  expect(outcomes.length).toBeGreaterThan(5)
  for (const { writer, ...outcome } of outcomes) {
    const place = join(folder, writer)
    const message = `^${place}.* cannot be written \\(EFBIG\\): the file would be larger than is allowed here`
    expect.soft(outcome, writer).toEqual({
      name: 'UserError',
      message: expect.stringMatching(new RegExp(message)),
      left: [],
    })
  }
})
