import { countProblems, formatProblem } from './format-problems'
import type { Problem } from './schema'

/**
 * What the reader warns of, for commands that go on in spite of it: of each rule in each file the first warning in
 * full and how many more there are, with their rows.
 * @param place folder or file that was read, for the heading
 * @returns lines; none without warnings
 */
export function formatWarnings(place: string, problems: readonly Problem[]): string[] {
  const kinds = new Map<string, Problem[]>()
  for (const problem of problems) {
    if (problem.severity !== 'warning') continue
    const kind = `${problem.file} ${problem.rule}`
    const alike = kinds.get(kind)
    if (alike === undefined) kinds.set(kind, [problem])
    else alike.push(problem)
  }
  if (kinds.size === 0) return []
  const lines = [...kinds.values()].map(
    (alike) => `  ${alike[0].file}: ${formatProblem(alike[0])}${moreOf(alike)}`,
  )
  const count = [...kinds.values()].reduce((sum, alike) => sum + countProblems(alike), 0)
  const heading = `${place}: ${count} warning${count === 1 ? '' : 's'}, of each kind the first:`
  return [heading, ...lines]
}

function moreOf([first, ...others]: readonly Problem[]): string {
  if (others.length === 0) return ''
  const rows = [first, ...others].reduce((sum, { count, unlisted = 1 }) => sum + (count ?? unlisted), 0)
  return ` … and ${countProblems(others)} more [${first.rule}], ${rows} rows in all`
}
