import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { onInterruption } from '../parallel/interruption'
import { cannotWrite } from './file-failure'
import { makeFolder } from './folders'
import { keepOwner } from './keep-owner'
import { outputTarget } from './output-target'
import { clearAbandoned, RunFolder } from './run-folder'
import { storeFile } from './store-file'

const prefix = '.unfinished-'
const journal = 'journal.json'

/** What a set changes in its folder, kept while it does. */
interface Change {
  /** Names of the files of the new set. */
  readonly files: readonly string[]
  /** Names of files of an earlier set that the new one does not have. */
  readonly obsolete: readonly string[]
}

/**
 * Where a set of files is made, out of sight, before all of them take their places at once. The place is a hidden
 * folder within the folder of the set: on the same file system, and writable where the set is.
 *
 * Files that are no part of the set are never touched.
 * @example
 * ```ts
 * import { readdirSync, rmSync } from 'node:fs'
 * const folder = makeTemporaryFolder('example-')
 * const stage = new OutputStage(folder)
 * stage.write('list.csv', 'id')
 * stage.publish(['list.csv'])
 * readdirSync(folder) // → ['list.csv']
 * rmSync(folder, { recursive: true })
 * ```
 */
export class OutputStage {
  /** Holds all that the stage has. */
  readonly folder: string
  /** Within it: write the files of the set here, in folders as they shall have. */
  readonly path: string
  private readonly run: RunFolder
  private readonly made: boolean
  private readonly settled: () => void

  /**
   * Makes the folder of the set where it is not there, and brings sets to their end that were cut off while their files
   * took their places.
   * @throws UserError when it cannot be made or written to
   */
  constructor(private readonly target: string) {
    this.made = !existsSync(target)
    makeFolder(target)
    this.settled = onInterruption(() => {
      if (this.made) removeIfEmpty(target)
      return `${target} is as it was before`
    })
    try {
      clearAbandonedSets(target)
      this.run = new RunFolder(mkdtempSync(join(target, prefix)))
      this.folder = this.run.path
      this.path = newFiles(this.folder)
      mkdirSync(this.path)
      mkdirSync(earlierFiles(this.folder))
    } catch (error) {
      this.settled()
      throw cannotWrite(target, error)
    }
  }

  /**
   * Adds to the end of a file of the set.
   * @throws UserError that names the file where it shall be
   */
  write(name: string, text: string): void {
    try {
      mkdirSync(dirname(join(this.path, name)), { recursive: true })
      appendFileSync(join(this.path, name), text)
    } catch (error) {
      throw cannotWrite(join(this.target, name), error)
    }
  }

  /**
   * Puts the set in place of the earlier one, by renaming: first the files of the earlier set make room, then the new
   * ones take their places, so that at no moment files of two sets stand side by side. Where one cannot, all is as
   * before. A process that is killed in between leaves this to the next run into the folder.
   * @param names of all files that a set may hold
   * @throws UserError that names the file that could not be put in its place
   */
  publish(names: readonly string[]): void {
    const files = filesBelow(this.path)
    const change = { files, obsolete: names.filter((name) => !files.includes(name)) }
    storeFile(join(this.folder, journal), JSON.stringify(change))
    apply(this.folder, this.target, change)
    this.discard()
  }

  /** Removes what was made and has not taken its place. */
  discard(): void {
    this.run.remove()
    this.settled()
    if (this.made) removeIfEmpty(this.target)
  }
}

/** Brings sets to their end that were cut off while their files took their places, and removes what others have left. */
export function clearAbandonedSets(target: string): void {
  clearAbandoned(target, prefix, (folder) => finish(folder, target))
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // It holds files.
  }
}

const newFiles = (run: string) => join(run, 'new')
const earlierFiles = (run: string) => join(run, 'earlier')

/** Goes on where a run was cut off while its files took their places; nothing where it had not come so far. */
function finish(run: string, target: string): void {
  const kept = join(run, journal)
  if (existsSync(kept)) apply(run, target, JSON.parse(readFileSync(kept, 'utf8')) as Change)
}

function apply(run: string, target: string, { files, obsolete }: Change): void {
  const moved: (readonly [from: string, to: string])[] = []
  const move = (from: string, to: string) => {
    mkdirSync(dirname(to), { recursive: true })
    renameSync(from, to)
    moved.push([from, to])
  }
  let name = target
  try {
    // What is in its place already has left the folder of new files.
    const waiting = files.filter((file) => existsSync(join(newFiles(run), file)))
    const places = new Map(waiting.map((file) => [file, outputTarget(join(target, file))]))
    for (name of [...waiting, ...obsolete].reverse()) {
      const place = places.get(name)?.path ?? join(target, name)
      if (existsSync(place)) move(place, join(earlierFiles(run), name))
    }
    for (name of waiting) {
      const { path, present } = places.get(name)!
      const file = join(newFiles(run), name)
      if (present) keepOwner(path, file, present)
      move(file, path)
    }
  } catch (error) {
    for (const [from, to] of moved.reverse()) renameSync(to, from)
    rmSync(join(run, journal), { force: true })
    throw cannotWrite(join(target, name), error)
  }
}

/** Names of all files below a folder; the page that links to the others comes last, when they are there. */
function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
  return [...names.filter((name) => name !== 'index.html'), ...names.filter((name) => name === 'index.html')]
}
