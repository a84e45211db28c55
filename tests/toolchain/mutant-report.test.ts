import { expect, it } from 'vitest'

const source = 'const a = 1\nexport const b = (c: string) =>\n  c.trim()\n'
const mutant = (status: string, place: [number, number, number, number], replacement = '""') => {
  const [line, column, endLine, endColumn] = place
  const location = { start: { line, column }, end: { line: endLine, column: endColumn } }
  return { status, mutatorName: 'Kind', replacement, location }
}

it('lists the changes that no test noticed and gives each file the share of those that one did', async () => {
  const { mutantReport } = await import('../../scripts/mutant-report.mjs')
  const { lines, lowest } = mutantReport({
    'lib/b.ts': {
      source,
      mutants: [
        mutant('Killed', [1, 1, 1, 2]),
        mutant('Timeout', [1, 1, 1, 2]),
        mutant('Survived', [2, 18, 3, 11], '() => undefined'),
        mutant('NoCoverage', [1, 11, 1, 12]),
        mutant('Ignored', [1, 11, 1, 12]),
        mutant('CompileError', [1, 11, 1, 12]),
      ],
    },
    'lib/a.ts': { source, mutants: [mutant('Killed', [1, 1, 1, 2])] },
  })
  expect(lowest).toBe(50)
  expect(lines).toEqual([
    'lib/b.ts:2:18 Kind: (c: string) => c.trim() → () => undefined',
    'lib/b.ts:1:11 Kind (no test gets there): 1 → ""',
    '',
    'file        score  killed  survived  no coverage  left out',
    'lib/a.ts  100.0 %       1         0            0         0',
    'lib/b.ts   50.0 %       2         1            1         1',
    'all        60.0 %       3         1            1         1',
  ])
})

it('gives a file in which nothing could be changed no score', async () => {
  const { mutantReport } = await import('../../scripts/mutant-report.mjs')
  const { lines, lowest } = mutantReport({
    'lib/a.ts': { source, mutants: [mutant('Ignored', [1, 1, 1, 2])] },
  })
  expect(lowest).toBe(100)
  expect(lines.at(-1)).toMatch(/^lib\/a\.ts +– +0 +0 +0 +1$/)
})
