import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../lib/study/src/study/paths'

const isCyrillic = /\p{Script=Cyrillic}/u

/** Folders whose matter is Russian text: the words that readers see, and what the store's tables hold. */
const home = /^lib\/study\/src\/(words|tables)\//

/** Files that hold Russian text elsewhere, each with the reason why it stays there. */
const lasting: Readonly<Record<string, string>> = {
  'lib/study/src/customers/features.ts':
    'the one list that knows a feature: its label, phrases and habits stand beside its expression, in both languages',
  'tools/synthesis/src/synthesis-parameters.json':
    'the misspellings that occur in the tables, as scripts/fit-synthesis.mjs counts them',
}

/** Sources of lib/ and tools/, from the project's folder. */
const files = ['lib', 'tools'].flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => /\.(ts|js|json|css|j2)$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file)),
)

describe('words of readers', () => {
  it('are Russian nowhere but where words and tables live', () => {
    expect(files.length).toBeGreaterThan(400)
    expect(files.some((file) => home.test(file))).toBe(true)
    const elsewhere = files.filter(
      (file) => !home.test(file) && isCyrillic.test(readFileSync(join(projectRoot, file), 'utf8')),
    )
    expect(elsewhere.sort()).toEqual(Object.keys(lasting).sort())
    for (const reason of Object.values(lasting)) expect(reason).toMatch(/\w+ \w+/)
  })
})
