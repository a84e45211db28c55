import { tell } from '@one-click/core'
import { type StudyContext, studyContext } from '../study/study-context'
import { Workspace, type WorkspaceRun } from '../study/workspace'
import { Narrative } from './narrative'

/**
 * What a notebook works with: the study's results, and the notebook's own prose. Where somebody works in the notebook, it
 * says on stderr which tables and offers these are made from.
 */
export class NotebookWorkspace extends Workspace {
  readonly narrative: Narrative

  /**
   * @param notebook name of the notebook
   * @param given what differs from the context that a study hands to its kernels, or, where somebody works in the
   * notebook, from the defaults of all commands
   */
  constructor(notebook: string, given: Partial<StudyContext> = {}, run: WorkspaceRun = {}) {
    super(studyContext(given), run)
    this.narrative = new Narrative(notebook, this.context.numbers)
    const { tells, folder, offers } = this.context
    if (tells) tell(`Tables: ${folder}`, `Offers: ${offers}`)
  }
}
