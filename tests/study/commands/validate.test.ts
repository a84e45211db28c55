import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { run as runValidate } from '../../../lib/study/src/commands/validate'
import { readStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import type { Problem } from '../../../lib/study/src/tables/schema'
import { emptyFolder, smallTables, writeCopy, writeWith } from '../tables/table-copies'

/** Runs the command; what it wrote and its exit code. */
async function validate(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += text
    return true
  })
  const code = await runValidate(argv)
  vi.restoreAllMocks()
  return { code, ...written }
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const good = writeCopy(smallTables())
const broken = writeWith(
  'money.csv',
  `id,Прибыль\n${Array.from({ length: 70 }, (_, i) => `${i + 1},${i < 30 ? '\u001b[31m' : 1}`).join('\n')}`,
)

describe('validate', () => {
  it('exits with 0 when the tables can be used', async () => {
    const { code, out, err } = await validate('--data', good)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/market_money\.csv\s+12\s+12\s+0\n/)
    expect(out).toMatch(/The tables can be used: no errors, 0 warnings\. Fingerprint [0-9a-f]{64}\n$/)
  })

  it('exits with 1 when not, printing the first twenty of a kind and counting the others', async () => {
    const { code, out, err } = await validate('--data', broken)
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out.match(/^ {2}error: line/gm)).toHaveLength(20)
    expect(out).toContain('error: … and 10 more [control-character]')
    expect(out).toMatch(
      /money\.csv\s+70\s+0\s+40 \(customer not in market_file\.csv\), 30 \(error in the row\)/,
    )
    expect(out).toContain('cannot be used: 30 errors')
    expect(out).not.toMatch(/[^\P{Cc}\n]/u)
  })

  it('prints the same as data', async () => {
    const { code, out } = await validate('--json', '--data', broken)
    const parsed = JSON.parse(out) as { usable: boolean; problems: Problem[]; fingerprint: string | null }
    const { problems, balance } = readStudyTables(broken)
    expect(code).toBe(1)
    expect(parsed).toEqual({ usable: false, problems, balance, fingerprint: null })
    expect(parsed.problems.filter(({ rule }) => rule === 'control-character')).toHaveLength(30)
    const usable = JSON.parse((await validate('--json', '--data', good)).out) as object
    const fingerprint = readStudyTables(good).tables?.fingerprint
    expect(usable).toMatchObject({ usable: true, problems: [], fingerprint })
  })

  it('keeps invisible characters out of the terminal in JSON too', async () => {
    const folder = writeWith('money.csv', 'id,Прибыль\n1,1\n2,2\u009b\u202e\n3,3\n4,4\n')
    const { out } = await validate('--json', '--data', folder)
    expect(out).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u)
    expect((JSON.parse(out) as { problems: Problem[] }).problems[0].value).toBe('2\u009b\u202e')
  })

  it('needs the target unless the tables are only to be scored', async () => {
    const cells = smallTables()
    const market = cells['market_file.csv'].map((row) => row.filter((_, i) => i !== 1))
    const folder = writeCopy({ ...cells, 'market_file.csv': market })
    expect((await validate('--data', folder)).code).toBe(1)
    expect((await validate('--data', folder, '--scoring')).code).toBe(0)
  })

  it('reports a folder that is not there', async () => {
    const { code, out } = await validate('--data', '/nowhere')
    expect(code).toBe(1)
    expect(out).toContain('the folder does not exist')
  })

  it('exits with 2 on an unknown flag, naming it and the nearest known one', async () => {
    const { code, out, err } = await validate('--dta', good)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/unknown option '--dta'[\s\S]*Did you mean --data\?/)
    expect((await validate('--data')).code).toBe(2)
    expect((await validate('extra')).code).toBe(2)
  })

  it('explains itself', async () => {
    const { code, out, err } = await validate('--help')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/--data <DIR>[\s\S]*--json/)
  })

  it('reads the tables that the environment names', async () => {
    vi.stubEnv('STUDY_DATA', emptyFolder())
    const { code, out } = await validate()
    expect(code).toBe(1)
    expect(out.match(/\[missing-file\]/g)).toHaveLength(4)
    expect((await validate('--data', good)).code).toBe(0)
  })

  it('is what npm run validate starts', () => {
    const { scripts } = JSON.parse(readFileSync(resolve(__dirname, '../../../package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    expect(scripts.validate).toMatch(/ validate$/)
  })
})
