import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeHash, type StudyStep } from '../../../lib/study/src/study/code-hash'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { temporaryFolder } from '../../support/temporary-folder'

const steps: readonly StudyStep[] = ['customers', 'evaluation', 'explanation', 'decisions']
const folder = temporaryFolder('code')

describe('codeHash', () => {
  const code: Readonly<Record<string, string>> = {
    'study/tables/read.js': 'const said = require("../words/said")',
    'study/decisions/plan.js': '1',
    'study/study/workspace.js': 'require("./final"); require("../decisions/plan")',
    'study/study/final.js': '1',
    'study/study/metrics.js': '1',
    'study/words/said.js': 'const deeper = require("./deeper")',
    'study/words/deeper.js': '1',
    'study/words/titles.js': '1',
    'study/report/figure.js': 'require("../words/titles"); require("../tables/read")',
    'study/notebook/show.js': '1',
    'study/commands/study.js': '1',
    'core/dist/index.js': '1',
    'core/package.json': '{}',
  }
  const hashesWith = (change: Readonly<Record<string, string>> = {}) => {
    const tree = mkdtempSync(join(folder, 'tree-'))
    for (const [name, text] of Object.entries({ ...code, ...change })) {
      mkdirSync(dirname(join(tree, name)), { recursive: true })
      writeFileSync(join(tree, name), text)
    }
    return steps.map((step) => codeHash(step, join(tree, 'study'), [join(tree, 'core/dist')]))
  }
  const before = hashesWith()
  const all = steps
  const changes: Readonly<Record<string, readonly StudyStep[]>> = {
    'study/tables/read.js': all,
    'study/decisions/plan.js': ['decisions'],
    'study/study/workspace.js': all,
    'study/study/final.js': all,
    'study/study/metrics.js': [],
    'study/words/said.js': ['customers', 'decisions'],
    'study/words/deeper.js': ['customers', 'decisions'],
    'study/words/titles.js': [],
    'study/report/figure.js': [],
    'study/notebook/show.js': [],
    'study/commands/study.js': [],
    'core/dist/index.js': all,
    'core/package.json': all,
  }

  it.each(Object.keys(code))('of a change to %s differs for the steps that compute with it', (name) => {
    const after = hashesWith({ [name]: `${code[name]};2` })
    expect(steps.filter((_, i) => after[i] !== before[i])).toEqual(changes[name])
  })
})

describe('of the library itself', () => {
  const packages = ['core', 'statistics', 'learn', 'explain', 'allocation']
  const copy = mkdtempSync(join(folder, 'lib-'))
  const study = join(copy, 'study')
  cpSync(join(projectRoot, 'lib/study/src'), study, { recursive: true })
  for (const name of packages) {
    cpSync(join(projectRoot, `lib/toolkit/${name}/src`), join(copy, name, 'src'), { recursive: true })
  }
  const hashes = () =>
    steps.map((step) =>
      codeHash(
        step,
        study,
        packages.map((name) => join(copy, name, 'src')),
      ),
    )
  /** The steps that compute anew after a text was changed in a file, which is then put back. */
  const anewAfter = (file: string, from: string | RegExp, to: string) => {
    const path = join(copy, file)
    const text = readFileSync(path, 'utf8')
    const before = hashes()
    writeFileSync(path, text.replace(from, to))
    expect(readFileSync(path, 'utf8')).not.toBe(text)
    const after = hashes()
    writeFileSync(path, text)
    return steps.filter((_, i) => after[i] !== before[i])
  }

  it.each([
    ['the title of a figure', 'study/words/en/model-figures.ts', "title: '", "title: 'New "],
    ['what a notebook says', 'study/notebook/claims.ts', /'[a-z ]+'/, "'new'"],
  ])('a change to %s empties nothing', (_, file, from, to) => {
    expect(anewAfter(file, from, to)).toEqual([])
  })

  it.each([
    ['a learner', 'learn/src/trees/trees.ts', all()],
    [
      'the cross-validation',
      'study/evaluation/cross-validation.ts',
      ['evaluation', 'explanation', 'decisions'],
    ],
    ['the budget', 'study/decisions/budget/analysis.ts', ['decisions']],
  ])('a change to %s empties what follows from it', (_, file, anew) => {
    expect(anewAfter(file, /^/, '// changed\n')).toEqual(anew)
  })

  it('texts of pages and figures empty nothing, but how features are named counts where it parts customers', () => {
    expect(anewAfter('study/words/ru/management-who.ts', /[а-я]+/, 'слово')).toEqual([])
    expect(anewAfter('study/words/en/segment-names.ts', /^/, '// new\n')).toEqual([])
    expect(anewAfter('study/words/en/model-figures.ts', /^/, '// new\n')).toEqual([])
    expect(anewAfter('study/words/feature-phrases.ts', /^/, '// new\n')).toEqual(['customers', 'decisions'])
  })
})

function all(): StudyStep[] {
  return [...steps]
}
