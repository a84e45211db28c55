import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gatherCustomers, loadStudyTables, projectRoot, requireProfit, runStudy } from 'one-click'
import { describe, expect, it } from 'vitest'
import { cellsOf, emptyFolder, writeCopy } from '../tables/table-copies'
import { runCaptured } from './run-command'

const cells = cellsOf(join(projectRoot, 'data/sample'))
const withProfit = (change: (profit: string) => string) => {
  const [header, ...rows] = cells['money.csv']
  return writeCopy({ ...cells, 'money.csv': [header, ...rows.map(([id, profit]) => [id, change(profit)])] })
}

describe('study', () => {
  it.each([
    ['of 0', () => '0'],
    ['below 0', (profit: string) => `-${profit}`],
  ])('refuses a profit %s before any work, and writes nothing', async (_, change) => {
    const out = join(emptyFolder(), 'reports')
    const data = withProfit(change)
    const { code, err } = await runCaptured(runStudy, '--data', data, '--out', out)
    expect(code).toBe(1)
    expect(err).toMatch(/^study: .*money\.csv: the 1297 active customers bring a profit of .* check the sign/)
    expect(err).toContain(data)
    expect(existsSync(out)).toBe(false)
  })

  it('takes some losses among profits', () => {
    const data = withProfit((profit) => (profit.endsWith('1') ? `-${profit}` : profit))
    expect(() => requireProfit(gatherCustomers(loadStudyTables(data)), data)).not.toThrow()
  })
})
