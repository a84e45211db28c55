import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nextQuarterFolder, projectRoot } from '../../../lib/study/src/study/paths'
import { emptyFolder } from '../tables/table-copies'

describe('nextQuarterFolder', () => {
  it('is the folder next within that of the tables, where it is one', () => {
    const folder = emptyFolder()
    expect(nextQuarterFolder(folder)).toBeUndefined()
    writeFileSync(join(folder, 'next'), 'no folder')
    expect(nextQuarterFolder(folder)).toBeUndefined()
    const other = emptyFolder()
    mkdirSync(join(other, 'next'))
    expect(nextQuarterFolder(other)).toBe(join(other, 'next'))
  })

  it('stands beside the sample', () => {
    const next = join(projectRoot, 'data/sample-next')
    expect(nextQuarterFolder(join(projectRoot, 'data/sample'))).toBe(existsSync(next) ? next : undefined)
  })
})
