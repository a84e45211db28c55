import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import { root } from '../support/notebooks'

const home = join(root, 'node_modules/@tensorflow/tfjs-node')

interface Binding {
  threadSafe(source: string, path: string): string
}

let threadSafe: Binding['threadSafe']

beforeAll(async () => {
  const module = pathToFileURL(join(root, 'scripts/setup/thread-safe-binding.mjs')).href
  threadSafe = ((await import(module)) as Binding).threadSafe
})

it('threads that run TensorFlow at once fill the names of attributes one after the other', () => {
  const storm = join(root, 'tests/toolchain/attribute-storm.cjs')
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', TF_ENABLE_ONEDNN_OPTS: '0' }
  // Without the lock all but one in twenty end by SIGSEGV or hang.
  for (let run = 0; run < 2; run++) {
    const { status, signal } = spawnSync(
      process.execPath,
      [storm, join(home, 'lib/napi-v8/tfjs_binding.node')],
      {
        env,
        stdio: 'ignore',
        timeout: 120_000,
      },
    )
    expect({ status, signal }).toEqual({ status: 0, signal: null })
  }
}, 300_000)

it('every use of the set stands under the lock', () => {
  const path = join(home, 'binding/tfjs_backend.cc')
  const mended = threadSafe(readFileSync(path, 'utf8'), path)
  expect(mended.match(/ATTR_NAME_SET/g)).toHaveLength(2)
  expect(mended).toMatch(/lock_guard<std::mutex> lock\(ATTR_NAME_MUTEX\);\n.*ATTR_NAME_SET\.insert/)
})

it('a source that is not the known one is refused, with what to do', () => {
  expect(() => threadSafe('// other', '/x/tfjs_backend.cc')).toThrow(
    /^\/x\/tfjs_backend\.cc is not the source[\s\S]*npm run setup/,
  )
})
