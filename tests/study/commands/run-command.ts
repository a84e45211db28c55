import { vi } from 'vitest'

export interface CommandResult {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command as npm would; what it wrote and its exit code. */
export async function runCaptured(
  run: (argv: readonly string[]) => Promise<number>,
  ...argv: string[]
): Promise<CommandResult> {
  const written = { out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += text
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += text
    return true
  })
  try {
    return { code: await run(argv), ...written }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}
