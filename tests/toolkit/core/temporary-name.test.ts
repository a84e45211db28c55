import { spawnSync } from 'node:child_process'
import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkOutputs } from '../../../lib/toolkit/core/src/files/check-outputs'
import { temporaryName } from '../../../lib/toolkit/core/src/temporary-name'
import { temporaryFolder } from '../../support/temporary-folder'

it('files that killed processes have left are cleared before the next is written, those of others never', () => {
  const folder = temporaryFolder('temporary')
  const { pid: ended } = spawnSync(process.execPath, ['--version'])
  const ofThis = temporaryName()
  const ofEnded = temporaryName().replace(`-${process.pid}-`, `-${ended}-`)
  const old = temporaryName()
  const elsewhere = ofEnded.replace(/^\.[0-9a-f]{6}/, '.000000')
  const foreign = '.notes.tmp'
  for (const name of [ofThis, ofEnded, old, elsewhere, foreign]) writeFileSync(join(folder, name), '')
  const hourAgo = new Date(Date.now() - 3_600_000)
  for (const name of [old, foreign]) utimesSync(join(folder, name), hourAgo, hourAgo)
  checkOutputs([], [join(folder, 'scores.csv')])
  expect(readdirSync(folder).sort()).toEqual([ofThis, elsewhere, foreign].sort())
})
