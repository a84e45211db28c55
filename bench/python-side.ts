import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { UserError } from '@one-click/core'

const arrayTypes = { float64: Float64Array, int32: Int32Array, int16: Int16Array, uint8: Uint8Array } as const
type ArrayType = keyof typeof arrayTypes
export type NumberArray = Float64Array | Int32Array | Int16Array | Uint8Array

/** An array as a file of raw little-endian numbers, the way the two sides exchange them. */
export interface ArrayFile {
  readonly file: string
  readonly type: ArrayType
  readonly shape: readonly number[]
}

/** What a timed task answers: seconds of the work itself, and its numbers. */
export interface TimedAnswer {
  readonly seconds: number
  readonly values: ArrayFile
}

/** The numbers of an array file. */
export function readArray<T extends NumberArray = Float64Array>({ file, type }: ArrayFile): T {
  const bytes = readFileSync(file)
  // A copy, because a small file's buffer may start where no number can.
  const { buffer } = Uint8Array.from(bytes)
  return new arrayTypes[type](buffer) as NumberArray as T
}

interface Pending {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** How much of what Python printed is kept for an error message. */
const keptMessages = 4000

/** Milliseconds that Python has to end by itself. */
const patience = 5000

/** A Python process that keeps its fitted models and answers one task after the other. */
export class PythonSide {
  private readonly process: ChildProcessWithoutNullStreams
  private readonly pending: Pending[] = []
  private messages = ''
  private files = 0
  /** Why it can answer no more. */
  private ended: string | undefined

  /**
   * @param python the interpreter @param script bench/python/serve.py
   * @param folder for the files of both sides
   */
  constructor(
    python: string,
    script: string,
    readonly folder: string,
  ) {
    // A group of its own, so that the workers it starts can be ended with it.
    this.process = spawn(python, [script, folder], { stdio: ['pipe', 'pipe', 'pipe'], detached: true })
    this.process.stderr.on('data', (text: Buffer) => {
      this.messages = (this.messages + text.toString()).slice(-keptMessages)
    })
    createInterface({ input: this.process.stdout }).on('line', (line) => this.settle(line))
    this.process.on('error', (error) => this.fail(`${python} cannot be started: ${error.message}`))
    this.process.on('close', (code, signal) => {
      this.fail(`the Python side ended early (${signal ?? `exit code ${code}`}):\n${this.messages}`)
    })
    // A closed process is told by `close`.
    this.process.stdin.on('error', () => {})
  }

  /** Runs a task of serve.py. */
  call<Result>(task: string, args: Readonly<Record<string, unknown>> = {}): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (this.ended !== undefined) return reject(new UserError(this.ended))
      this.pending.push({ resolve: resolve as (result: unknown) => void, reject })
      this.process.stdin.write(`${JSON.stringify({ task, arguments: args })}\n`)
    })
  }

  /** Writes numbers where tasks can read them. */
  send(values: NumberArray, shape: readonly number[] = [values.length]): ArrayFile {
    const type = (Object.keys(arrayTypes) as ArrayType[]).find((name) => values instanceof arrayTypes[name])!
    const file = join(this.folder, `node-${this.files++}.bin`)
    writeFileSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    return { file, type, shape }
  }

  /** Lets Python end by itself, with the workers that its libraries started. */
  async stop(): Promise<void> {
    if (this.ended !== undefined) return
    this.ended = 'the Python side was stopped'
    const closed = new Promise((resolve) => this.process.once('close', resolve))
    this.process.stdin.end()
    const impatience = setTimeout(() => this.kill(), patience)
    await closed
    clearTimeout(impatience)
  }

  /** Ends Python and its workers at once. */
  kill(): void {
    const { pid } = this.process
    if (pid === undefined) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch (error) {
      // Nothing of the group is left.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }

  private settle(line: string): void {
    const answer = JSON.parse(line) as { result?: unknown; error?: string }
    const waiting = this.pending.shift()
    if (answer.error === undefined) waiting?.resolve(answer.result)
    else waiting?.reject(new UserError(`the Python side failed:\n${answer.error}`))
  }

  private fail(message: string): void {
    this.ended ??= message
    for (const { reject } of this.pending.splice(0)) reject(new UserError(message))
  }
}
