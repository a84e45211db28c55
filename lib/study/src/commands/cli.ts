/**
 * What all commands share: options and their mistakes, exit codes, the data folder, progress.
 *
 * Results go to stdout or the named file, messages and progress to stderr. Exit codes: 0 done, 1 the data or the
 * run failed, 2 wrong usage.
 */
import { resolve } from 'node:path'
import {
  cannotWrite,
  interruptibly,
  isSystemError,
  nameProcess,
  printable,
  remedyFor,
  tell,
  UserError,
} from '@one-click/core'
import { SingleBar } from 'cli-progress'
import { Command, CommanderError, InvalidArgumentError, type OptionValues } from 'commander'
import { isQuarter } from '../decisions/experiment/quarter'
import { readEnvironment } from '../study/environment'

/** A wrong call of a command that only its action can notice; exits with 2. */
export class UsageError extends UserError {
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
      outputError: (text, write) =>
        write(
          printable([
            ...text.trimEnd().split(/\n(?=\(Did you mean)/),
            `npm run ${name} -- --help shows all options`,
          ]),
        ),
    })
    .exitOverride()
}

/** Adds `--offers FILE`, worded the same in every command; `offersFile` says what it stands for. */
export function addOffersOption(command: Command): Command {
  return command.option(
    '--offers <FILE>',
    'what can be offered (default: $STUDY_OFFERS, else offers.json beside the tables, else data/offers.json)',
    pathOption,
  )
}

/** Adds `--data DIR`, worded the same in every command. */
export function addDataOption(command: Command): Command {
  return command.option('--data <DIR>', dataHelp, pathOption)
}

/**
 * Parses `argv` (what stands after the command's name), runs the action with the options, and gives the exit
 * code: the number the action gives (or resolves to), else 0. Never throws: a `UserError` becomes its message on stderr and
 * 1, a `UsageError` or an unknown option 2, anything unexpected one line and 1 (ONE_CLICK_DEBUG=1 adds the stack).
 */
export async function runCommand<Options extends OptionValues>(
  command: Command,
  argv: readonly string[],
  action: (options: Options) => unknown,
): Promise<number> {
  nameProcess(command.name())
  watchStandardOutput(command.name())
  try {
    let code: unknown
    command.action(async () => {
      code = await interruptibly(() => action(command.opts<Options>()))
    })
    await command.parseAsync([...argv], { from: 'user' })
    return typeof code === 'number' ? code : 0
  } catch (error) {
    return reportFailure(command.name(), error)
  }
}

export function reportFailure(name: string, error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const { debug } = readEnvironment()
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof UserError) {
    tell(...`${name}: ${message}`.split('\n'))
  } else if (isSystemError(error)) {
    tell(`${name}: ${systemFailure(error)}`)
  } else {
    const hint = debug ? '' : ' (set ONE_CLICK_DEBUG=1 to see where)'
    tell(`${name}: unexpected failure: ${message.split('\n')[0]}${hint}`)
  }
  if (debug && error instanceof Error && error.stack) tell(...error.stack.split('\n'))
  return error instanceof UsageError ? 2 : 1
}

/** A failure of the system, such as a full disk, that no reader or writer has put into words. */
function systemFailure({ code, path, syscall }: NodeJS.ErrnoException & { code: string }): string {
  return `${path ?? syscall ?? 'the system'}: ${remedyFor(code, 'the system refuses this')} (${code})`
}

let watched = false

/**
 * `npm run validate -- --json | head` closes the pipe early, which is no failure; a result that could not be printed,
 * to a full disk say, is one.
 */
function watchStandardOutput(name: string): void {
  if (watched) return
  watched = true
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    process.exit(reportFailure(name, cannotWrite('standard output', error)))
  })
  // Where messages go nowhere, the exit code still says how it ended.
  process.stderr.on('error', () => {})
}

/** Option parser: a file or folder, from the folder the user stands in; absolute. */
export function pathOption(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must name a file or a folder.')
  return resolve(text)
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
  tell(`${label} …`)
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
      tell(`${label}: ${done} of ${total} in ${seconds} s`)
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
