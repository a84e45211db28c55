import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { notebookLink } from '../../../../lib/study/src/report/management/notebook-link'
import { projectRoot } from '../../../../lib/study/src/study/paths'
import { temporaryFolder } from '../../../support/temporary-folder'

const folder = temporaryFolder('links')
describe('notebookLink', () => {
  it('reads title and question of every notebook of the study', () => {
    const notebooks = join(projectRoot, 'notebooks')
    const names = readdirSync(notebooks).filter((file) => file.endsWith('.ipynb'))
    expect(names.length).toBeGreaterThan(5)
    for (const file of names) {
      const name = file.replace('.ipynb', '')
      expect(notebookLink(join(notebooks, file), name)).toMatchObject({
        name,
        title: expect.stringMatching(/^\d\. \w/),
        question: expect.stringMatching(/\?$/),
      })
    }
  })

  it('makes do without them', () => {
    const path = join(folder, 'x.ipynb')
    writeFileSync(path, JSON.stringify({ cells: [{ source: ['plain\n', 'text'] }] }))
    expect(notebookLink(path, 'x')).toEqual({ name: 'x', title: 'x', question: '' })
  })
})
