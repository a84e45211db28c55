/** What a Stryker run (its JSON report) says of a change that some test noticed, and of one that none did. */
const noticed = ['Killed', 'Timeout']
const unnoticed = ['Survived', 'NoCoverage']

/**
 * The changes that no test noticed, and a table of the files with their scores: the share of changes noticed, in
 * percent. `lowest` is the lowest score; a file that nothing could be changed in has none.
 */
export function mutantReport(files) {
  const rows = Object.entries(files)
    .map(([file, { source, mutants }]) => ({ file, source, mutants, ...counts(mutants) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  const survivors = rows.flatMap(({ file, source, mutants }) =>
    mutants.filter(({ status }) => unnoticed.includes(status)).map((mutant) => inWords(file, source, mutant)),
  )
  const total = { file: 'all', ...counts(rows.flatMap(({ mutants }) => mutants)) }
  const table = [...rows, ...(rows.length > 1 ? [total] : [])]
  const lines = [...survivors, '', ...tableLines(table)]
  return { lines, lowest: Math.min(100, ...rows.map(({ score }) => score ?? 100)) }
}

function counts(mutants) {
  const having = (...states) => mutants.filter(({ status }) => states.includes(status)).length
  const killed = having(...noticed)
  const decided = killed + having(...unnoticed)
  return {
    killed,
    survived: having('Survived'),
    unreached: having('NoCoverage'),
    left: having('Ignored'),
    score: decided === 0 ? undefined : (100 * killed) / decided,
  }
}

/** `file:line:column kind: before → after`, on one line. */
function inWords(file, source, { location, mutatorName, replacement, status }) {
  const { start, end } = location
  const lines = source.split('\n').slice(start.line - 1, end.line)
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1)
  lines[0] = lines[0].slice(start.column - 1)
  const short = (text) => text.replace(/\s+/g, ' ').slice(0, 160)
  const reach = status === 'NoCoverage' ? ' (no test gets there)' : ''
  return `${file}:${start.line}:${start.column} ${mutatorName}${reach}: ${short(lines.join('\n'))} → ${short(replacement)}`
}

function tableLines(rows) {
  const cells = [
    ['file', 'score', 'killed', 'survived', 'no coverage', 'left out'],
    ...rows.map(({ file, score, killed, survived, unreached, left }) => [
      file,
      score === undefined ? '–' : `${score.toFixed(1)} %`,
      ...[killed, survived, unreached, left].map(String),
    ]),
  ]
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)))
  return cells.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  '),
  )
}
