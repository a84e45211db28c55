import { describe, expect, it } from 'vitest'
import { versions } from '../../../lib/study/src/study/versions'

describe('versions', () => {
  it('names what can change a result, as installed', () => {
    const found = versions()
    expect(found[0]).toEqual({ component: 'Node.js', version: process.versions.node })
    expect(found.map(({ component }) => component)).toContain('@tensorflow/tfjs-node')
    for (const { version } of found) expect(version).toMatch(/^\d+\.\d+\.\d+/)
  })
})
