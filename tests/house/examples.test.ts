import { describe, expect, it } from 'vitest'
import { difference, exampleCode } from './example-code'
import { publicValues, readmeExamples, toolkit } from './examples'

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>

/** What an example's results differ in. In a docstring all that its package exports is at hand. */
async function wrongResults(code: string, scope: Record<string, unknown> = {}): Promise<string[]> {
  const { imports, body, results } = exampleCode(code)
  const load: Record<string, unknown> = {}
  for (const { from } of imports) load[from] = await import(from)
  const differences: string[] = []
  let checks = 0
  const check = (value: unknown, index: number) => {
    checks++
    const found = difference(value, results[index])
    if (found !== undefined) differences.push(found)
  }
  const head = imports.map(({ names, from }) => `const ${names} = load[${JSON.stringify(from)}]`)
  const run = new AsyncFunction('load', 'check', ...Object.keys(scope), `{ ${head.join('\n')}\n${body}\n}`)
  await run(load, check, ...Object.values(scope))
  expect(checks, `results compared in\n${code}`).toBeGreaterThanOrEqual(results.length)
  expect(results.length, `results written in\n${code}`).toBeGreaterThan(0)
  return differences
}

describe('an example', () => {
  it('whose result is wrong is told', async () => {
    expect(await wrongResults('[1, 2].length // → 3')).toEqual(['2 is not 3'])
    expect(await wrongResults('const x = { a: [1.26, NaN] } // → { a: [1.3, NaN] }')).toEqual([])
    expect(await wrongResults('({ a: 1, b: 2 }) // → { a: 1 }')).toHaveLength(1)
    expect(await wrongResults("console.log('a') // → 'b'")).toEqual(["a is not 'b'"])
    await expect(wrongResults('1 + 1')).rejects.toThrow()
  })
})

describe.each(toolkit)('examples of $name', ({ name: packageName, folder }) => {
  const values = publicValues({ name: packageName, folder })

  it('stand at every function and class it exports', async () => {
    const exported = (await import(packageName)) as Record<string, unknown>
    const callable = values.filter(({ name }) => typeof exported[name] === 'function')
    expect(callable.length).toBeGreaterThan(0)
    const missing = callable.filter(({ examples }) => examples.length === 0)
    expect(missing.map(({ name }) => name)).toEqual([])
  })

  const examples = values.flatMap(({ name, examples: blocks }) => blocks.map((code) => ({ name, code })))
  if (examples.length > 0) {
    it.each(examples)('give their results: $name', async ({ code }) => {
      expect(await wrongResults(code, await import(packageName))).toEqual([])
    })
  }

  const blocks = readmeExamples(folder).map((code, index) => ({ index, code }))
  if (blocks.length > 0) {
    it.each(blocks)('give their results: README, block $index', async ({ code }) => {
      expect(await wrongResults(code)).toEqual([])
    })
  }
})
