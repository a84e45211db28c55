import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../support/notebooks'

const rows = readFileSync(join(root, 'docs/glossary.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!term |---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))

it('explains each term once, and says where it lives', () => {
  const terms = rows.map(([, term]) => term)
  expect(terms.length).toBeGreaterThan(20)
  expect(new Set(terms).size).toBe(terms.length)
  for (const [, term, , meaning, link] of rows) {
    expect(meaning, term).toMatch(/\.$/)
    expect(link, term).toMatch(/\]\(\S+\.ts\)/)
  }
})

it('gives Russian words that the program writes', () => {
  const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/node_modules|dist/.test(path))
    .map((path) => readFileSync(join(root, 'lib', path), 'utf8').toLowerCase())
    .join('\n')
  for (const [, term, russian] of rows.filter(([, , words]) => words !== '—')) {
    for (const word of russian.split(', '))
      expect(sources.includes(word.toLowerCase()), `${term}: ${word}`).toBe(true)
  }
})
