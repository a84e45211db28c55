import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../study/paths'

export const notebooksFolder = join(projectRoot, 'notebooks')

export const notebookFile = (name: string) => join(notebooksFolder, `${name}.ipynb`)

/** The notebooks' names without extension, in their order. */
export function notebookNames(): string[] {
  return readdirSync(notebooksFolder)
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length))
    .sort()
}
