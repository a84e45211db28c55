import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../support/notebooks'
import { studyRun, studyTimeout } from '../support/study-run'

const readme = readFileSync(join(root, 'README.md'), 'utf8')

it(
  'quotes the figures of the study on the sample',
  async () => {
    const { figuresTable } = await import('../../scripts/readme-figures.mjs')
    const metrics = JSON.parse(readFileSync(join(await studyRun('first'), 'metrics.json'), 'utf8'))
    const quoted = /<!-- figures -->\n([\s\S]*?)\n<!-- \/figures -->/.exec(readme)?.[1]
    expect(quoted).toBe(figuresTable(metrics))
  },
  studyTimeout,
)

it('names only files that exist', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link)
  expect(links.length).toBeGreaterThan(2)
  for (const link of links.filter((target) => !/^https?:/.test(target))) {
    expect(existsSync(join(root, link)), link).toBe(true)
  }
})
