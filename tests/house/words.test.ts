import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../lib/study/src/study/paths'

const isCyrillic = /\p{Script=Cyrillic}/u

/** Folders whose matter is Russian text: the words that readers see, and what the store's tables hold. */
const home = /^lib\/study\/src\/(words|tables)\//

/** Files that still hold Russian text elsewhere: the list only shrinks. */
const stillElsewhere = [
  'lib/study/src/customers/features.ts',
  'lib/study/src/decisions/budget/tornado.ts',
  'lib/study/src/decisions/experiment/conclusions.ts',
  'lib/study/src/decisions/experiment/plan.ts',
  'lib/study/src/decisions/offers/measured-offers.ts',
  'lib/study/src/decisions/offers/offer-catalogue.ts',
  'lib/study/src/decisions/offers/offer-sentence.ts',
  'lib/study/src/decisions/reason-clusters/reason-cluster-names.ts',
  'lib/study/src/decisions/reason-clusters/reason-themes.ts',
  'lib/study/src/decisions/segments/segments.ts',
  'lib/study/src/explanation/reasons.ts',
  'lib/study/src/explanation/value-clause.ts',
  'lib/study/src/explanation/value-phrases.ts',
  'lib/study/src/report/figures/decisions.ts',
  'lib/study/src/report/figures/offers.ts',
  'lib/study/src/report/management/gather/money.ts',
  'lib/study/src/report/management/gather/what.ts',
  'lib/study/src/report/management/gather/why.ts',
  'lib/study/src/report/model-card/details-sections.ts',
  'lib/study/src/study/provenance.ts',
  'tools/synthesis/src/synthesis-parameters.json',
]

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
    expect(elsewhere.sort()).toEqual([...stillElsewhere].sort())
  })
})
