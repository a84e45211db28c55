import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../support/notebooks'
import { cellsAsModule, notebookCells, typeErrors } from './cells-as-module'

describe('the cells of notebooks, joined', () => {
  it('are TypeScript by the strict settings of the project', { timeout: 120_000 }, () => {
    const notebooks = notebookCells(join(root, 'notebooks'))
    expect(notebooks.size).toBe(7)
    expect(typeErrors(notebooks)).toEqual([])
  })

  it('invite once a notebook to change a figure, by a line that needs its mark removed only', {
    timeout: 120_000,
  }, () => {
    const mark = /^( *)\/\/ (?=figure\.)/gm
    const notebooks = notebookCells(join(root, 'notebooks'))
    for (const [name, cells] of notebooks) {
      expect(cells.filter((cell) => cell.match(mark)).length, name).toBe(1)
      notebooks.set(
        name,
        cells.map((cell) => cell.replace(mark, '$1')),
      )
    }
    expect(typeErrors(notebooks)).toEqual([])
  })

  it('are named with the line where they have an error', { timeout: 120_000 }, () => {
    const cells = [
      "import { study } from 'one-click/notebook'\nconst same = (a) => a",
      'const two: number = await same(2)',
      '\nconst text: string = study.mean(Float64Array.of(two))\nconsole.log(text, none)',
    ]
    const errors = typeErrors(new Map([['08-wrong', cells]]))
    expect(errors[0]).toMatch(/^08-wrong, cell 1, line 2: Parameter 'a' implicitly has an 'any' type/)
    expect(errors[1]).toMatch(/^08-wrong, cell 3, line 2: .*not assignable to type 'string'/)
    expect(errors[2]).toMatch(/^08-wrong, cell 3, line 3: Cannot find name 'none'/)
  })

  it('follow all imports and keep their lines', () => {
    const cells = ['const two = 2', "import {\n  mean,\n} from 'one-click/notebook'\nmean([two])"]
    const [imports, ...lines] = cellsAsModule(cells).split('\n')
    expect(imports).toBe("import { mean, } from 'one-click/notebook';export {}")
    expect(lines.map((line) => line.trim())).toEqual(['const two = 2', '', '', '', 'mean([two])', ''])
  })
})
