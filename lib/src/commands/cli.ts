/**
 * What all commands share: options and their mistakes, exit codes, the data folder, progress.
 *
 * Results go to stdout or the named file, messages and progress to stderr. Exit codes: 0 done, 1 the data or the
 * run failed, 2 wrong usage.
 */
import { SingleBar } from 'cli-progress'
import { Command, CommanderError, InvalidArgumentError, type OptionValues } from 'commander'
import { isQuarter } from '../decisions/experiment/quarter'
import { StudyError } from '../util/errors'

/** A wrong call of a command that only its action can notice; exits with 2. */
export class UsageError extends StudyError {
  override readonly name = 'UsageError'
}

const dataHelp = 'folder with the four tables (default: $STUDY_DATA, else data/raw, else data/sample)'

/** A command as `npm run NAME -- …` calls it; add options to it, then hand it to `runCommand`. */
export function createCommand(name: string, description: string): Command {
  return new Command(name)
    .usage('[options]')
    .description(description)
    .configureHelp({ commandUsage: (command) => `npm run ${command.name()} -- ${command.usage()}` })
    .helpOption('-h, --help', 'show this help')
    .configureOutput({
      writeOut: (text) => void process.stdout.write(text),
      writeErr: (text) => void process.stderr.write(text),
      outputError: (text, write) => write(`${text.trimEnd()}\nnpm run ${name} -- --help shows all options\n`),
    })
    .exitOverride()
}

/** Adds `--data DIR`, worded the same in every command. */
export function addDataOption(command: Command): Command {
  return command.option('--data <DIR>', dataHelp)
}

/**
 * Parses `argv` (what stands after the command's name), runs the action with the options, and gives the exit
 * code: the number the action gives (or resolves to), else 0. Never throws: a `StudyError` becomes its message on stderr and
 * 1, a `UsageError` or an unknown option 2, anything unexpected one line and 1 (ONE_CLICK_DEBUG=1 adds the stack).
 */
export async function runCommand<Options extends OptionValues>(
  command: Command,
  argv: readonly string[],
  action: (options: Options) => unknown,
): Promise<number> {
  endQuietlyOnClosedPipe()
  try {
    let code: unknown
    command.action(async () => {
      code = await action(command.opts<Options>())
    })
    await command.parseAsync([...argv], { from: 'user' })
    return typeof code === 'number' ? code : 0
  } catch (error) {
    return reportFailure(command.name(), error)
  }
}

function reportFailure(name: string, error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const debug = process.env.ONE_CLICK_DEBUG === '1'
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof StudyError) {
    process.stderr.write(`${name}: ${message}\n`)
  } else {
    const hint = debug ? '' : ' (set ONE_CLICK_DEBUG=1 to see where)'
    process.stderr.write(`${name}: unexpected failure: ${message.split('\n')[0]}${hint}\n`)
  }
  if (debug && error instanceof Error && error.stack) process.stderr.write(`${error.stack}\n`)
  return error instanceof UsageError ? 2 : 1
}

let watchesPipe = false

/** `npm run validate -- --json | head` closes the pipe early; that is no failure worth a stack trace. */
function endQuietlyOnClosedPipe(): void {
  if (watchesPipe) return
  watchesPipe = true
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

/** Option parser: a whole number within inclusive bounds; anything else is wrong usage (exit 2). */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
      const upper = maximum === Number.MAX_SAFE_INTEGER ? '' : ` and at most ${maximum}`
      throw new InvalidArgumentError(`It must be a whole number, at least ${minimum}${upper}.`)
    }
    return value
  }
}

/** Parser for a number from `minimum` to `maximum`. */
export function numberBetween(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && value >= minimum && value <= maximum) return value
    throw new InvalidArgumentError(`It must be a number from ${minimum} to ${maximum}.`)
  }
}

/** Option parser: the label of a quarter; anything else is wrong usage (exit 2). */
export function quarterLabel(text: string): string {
  if (!isQuarter(text)) {
    throw new InvalidArgumentError('It must be letters, digits, dots or hyphens, such as 2026-Q4.')
  }
  return text
}

/** Progress of one long task. */
export interface Progress {
  /** Sets how much is done, in the unit of `total`. */
  update(done: number): void
  increment(by?: number): void
  /** Ends the display; call it also when the task fails. */
  stop(): void
}

/** A progress bar on stderr; without a terminal, one line when it starts and one when it ends. */
export function progressBar(label: string, total: number): Progress {
  return process.stderr.isTTY ? terminalBar(label, total) : plainProgress(label, total)
}

function terminalBar(label: string, total: number): Progress {
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${label} {bar} {percentage}% · {value} of {total} · {eta_formatted} left`,
    barsize: 24,
    hideCursor: true,
    clearOnComplete: false,
  })
  bar.start(total, 0)
  return {
    update: (done) => bar.update(done),
    increment: (by = 1) => bar.increment(by),
    stop: () => bar.stop(),
  }
}

function plainProgress(label: string, total: number): Progress {
  const started = Date.now()
  let done = 0
  let stopped = false
  process.stderr.write(`${label} …\n`)
  return {
    update: (value) => {
      done = value
    },
    increment: (by = 1) => {
      done += by
    },
    stop: () => {
      if (stopped) return
      stopped = true
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      process.stderr.write(`${label}: ${done} of ${total} in ${seconds} s\n`)
    },
  }
}

/** Reads a share of declining customers: 0.2 and 20% are the same; for options. */
export function prevalenceShare(text: string): number {
  const value = /^\d*\.?\d+%$/.test(text) ? Number(text.slice(0, -1)) / 100 : Number(text)
  if (text.trim() !== '' && value > 0 && value < 1) return value
  throw new InvalidArgumentError('A share of declining customers between 0 and 1, such as 0.2 or 20%.')
}

export const prevalenceHelp =
  'share of customers who decline, where the store knows it and the tables do not show it, such as 0.2: ' +
  'probabilities are moved there (default: as in the training tables)'
