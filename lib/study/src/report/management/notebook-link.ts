import { readFileSync } from 'node:fs'

/** One notebook in the contents. */
export interface NotebookLink {
  /** File name without extension. */
  readonly name: string
  readonly title: string
  readonly question: string
}

/** Title and question of a notebook, from its first cell: `# 4. Models` and `**Question.** …`. */
export function notebookLink(path: string, name: string): NotebookLink {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as { cells: { source: string | string[] }[] }
  const first = cells[0].source
  const text = Array.isArray(first) ? first.join('') : first
  return {
    name,
    title: /^# (.+)$/m.exec(text)?.[1] ?? name,
    question: /^\*\*Question\.\*\* (.+)$/m.exec(text)?.[1] ?? '',
  }
}

/** Address of a notebook's page; absent beside a plan, where there are no notebooks. */
export function notebookAddress(notebooks: readonly NotebookLink[], name: string): string | undefined {
  return notebooks.some((one) => one.name === name) ? `${name}.html` : undefined
}
