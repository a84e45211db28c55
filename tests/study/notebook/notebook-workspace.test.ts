import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { NotebookWorkspace } from '../../../lib/study/src/notebook/notebook-workspace'
import { temporaryFolder } from '../../support/temporary-folder'

/** What a notebook says when its workspace is made. */
function said(tells: boolean): string {
  const folder = temporaryFolder('tables')
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  new NotebookWorkspace('05-explanation', { folder, offers: join(folder, 'mine.json'), tells })
  const text = write.mock.calls.join('')
  write.mockRestore()
  return text.replaceAll(folder, 'DIR')
}

it('says which tables and offers a notebook works with, but in a study, whose command has said it', () => {
  expect(said(true)).toBe('Tables: DIR\nOffers: DIR/mine.json\n')
  expect(said(false)).toBe('')
})
