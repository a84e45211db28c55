import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from '../support/notebooks'
import { temporaryFolder } from '../support/temporary-folder'

let checkout: string

/** Those parts of the checkout that the program of the explorer page is made from. */
beforeAll(() => {
  checkout = temporaryFolder('explorer')
  for (const part of ['scripts', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(join(root, part), join(checkout, part), { recursive: true })
  }
  for (const folder of ['lib', 'tools']) {
    cpSync(join(root, folder), join(checkout, folder), {
      recursive: true,
      filter: (path) => !/[\\/](lib|toolkit|tools)[\\/]\w+[\\/]dist$/.test(path),
    })
  }
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'))
})

const program = () => join(checkout, '.cache/explorer/explorer.js')

/** Whether the step was needed, and whether it still is. */
function build() {
  const step = pathToFileURL(join(checkout, 'scripts/setup/explorer.mjs')).href
  const code = `import { explorer } from ${JSON.stringify(step)}
    const before = explorer.needed()
    if (before) await explorer.run()
    console.log(before, explorer.needed())`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  })
  return stderr || stdout.trim()
}

describe('the program of the explorer page', () => {
  it('is bundled once, and anew when a source changes', () => {
    expect(build()).toBe('true false')
    const first = readFileSync(program(), 'utf8')
    expect(build()).toBe('false false')
    appendFileSync(join(checkout, 'lib/toolkit/learn/src/calibration/sigmoid.ts'), '\n// changed\n')
    expect(build()).toBe('true false')
    expect(readFileSync(program(), 'utf8')).toBe(first)
    rmSync(program())
    expect(build()).toBe('true false')
  })

  it('runs in a page: no part of it is for Node.js, and it cannot end its element', () => {
    const text = readFileSync(program(), 'utf8')
    expect(text.match(/\brequire\(|["'`]node:|worker_threads|danfojs|new Function|\beval\(/g)).toBeNull()
    expect(text.match(/<\/script|<!--/gi)).toBeNull()
    expect(Buffer.byteLength(text)).toBeLessThan(300_000)
  })

  it('is not bundled from what is no program', () => {
    writeFileSync(join(checkout, 'lib/study/explorer/main.ts'), "import { none } from './no-such'\nnone()\n")
    expect(build()).toContain('no-such')
  })
})
