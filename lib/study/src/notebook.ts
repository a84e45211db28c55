/** What notebooks import. */

import * as figures from './notebook/notebook-figures'
import * as study from './notebook/notebook-study'
import * as words from './notebook/notebook-words'

export { fmt } from './notebook/fmt'
export { needed } from './notebook/needed'
export { NotebookWorkspace } from './notebook/notebook-workspace'
export { show } from './notebook/show'
export { figures, study, words }
