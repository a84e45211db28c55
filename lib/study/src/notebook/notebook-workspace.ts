import { Workspace, type WorkspaceOptions } from '../study/workspace'
import { Story } from './story'

/** What a notebook works with: the study's results, and the notebook's own prose. */
export class NotebookWorkspace extends Workspace {
  readonly story: Story

  /** @param notebook name of the notebook @param options where to read, and when to stop long work */
  constructor(notebook: string, options: WorkspaceOptions = {}) {
    super(options)
    this.story = new Story(notebook, process.env.STUDY_NUMBERS || undefined)
  }
}
