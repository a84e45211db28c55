import { printJson, printLines } from '@one-click/core'
import { copyProblems } from '../customers/copy-problems'
import { dataFolder } from '../study/paths'
import { countProblems, formatBalance, formatProblems } from '../tables/format-problems'
import { readStudyTables } from '../tables/read-study-tables'
import type { ReadResult } from '../tables/schema'
import { addDataOption, createCommand, runCommand } from './cli'

interface ValidateOptions {
  readonly data?: string
  readonly json?: true
  readonly scoring?: true
}

/**
 * `npm run validate -- --data DIR [--json]`: checks the four tables and prints every problem to stdout.
 *
 * @param argv what stands after the command's name
 * @returns 0 when the tables can be used, 1 when not, 2 for wrong usage
 */
export function run(argv: readonly string[]): Promise<number> {
  const command = addDataOption(
    createCommand(
      'validate',
      'Checks the four tables: encoding, shape, values, keys, and how they fit together.',
    ),
  )
    .option('--json', 'print {usable, problems, balance, fingerprint} as JSON')
    .option('--scoring', 'check for score, which needs neither the target column nor money.csv')
  return runCommand<ValidateOptions>(command, argv, ({ data, json, scoring }) => {
    const folder = dataFolder(data)
    const read = readStudyTables(folder, scoring ? { target: 'optional', profit: 'optional' } : {})
    const copies = read.tables ? copyProblems(read.tables) : []
    const result = { ...read, problems: [...read.problems, ...copies] }
    if (json) printJson(asJson(result))
    else printLines(asText(folder, result))
    return result.tables === undefined ? 1 : 0
  })
}

function asJson({ tables, problems, balance }: ReadResult) {
  return { usable: tables !== undefined, problems, balance, fingerprint: tables?.fingerprint ?? null }
}

function asText(folder: string, { tables, problems, balance }: ReadResult): string[] {
  const errors = countProblems(problems.filter(({ severity }) => severity === 'error'))
  const warnings = countProblems(problems) - errors
  const verdict =
    tables === undefined
      ? `The tables cannot be used: ${errors} error${errors === 1 ? '' : 's'}, ${warnings} warning${warnings === 1 ? '' : 's'}.`
      : `The tables can be used: no errors, ${warnings} warning${warnings === 1 ? '' : 's'}. Fingerprint ${tables.fingerprint}`
  const listed = formatProblems(problems)
  return [
    `Tables in ${folder}`,
    '',
    ...formatBalance(balance).split('\n'),
    '',
    ...(listed === '' ? [] : [...listed.split('\n'), '']),
    verdict,
  ]
}
