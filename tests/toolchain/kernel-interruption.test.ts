import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root, venvPython } from '../support/notebooks'

it.skipIf(process.platform !== 'linux')(
  'an interrupted cell ends with its threads, or with its compilation, and the kernel goes on',
  () => {
    const script = join(root, 'tests/toolchain/interrupt-kernel.py')
    const { stdout, stderr } = spawnSync(venvPython, [script, join(root, 'notebooks')], { encoding: 'utf8' })
    expect(stdout, stderr).not.toBe('')
    const { working, interrupted, left, compiling, printed } = JSON.parse(stdout) as Record<string, unknown>
    expect(interrupted).toContain('Interrupted')
    // Processor time of one second, then of two.
    expect(working).toBeGreaterThan(0.02)
    expect(left).toBeLessThan(Number(working))
    expect(compiling).toMatch(/Interrupted while the cell was compiled/)
    expect(compiling).not.toContain('to the end')
    expect(printed).toBe('42')
  },
  120_000,
)
