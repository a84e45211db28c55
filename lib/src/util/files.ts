import { randomBytes } from 'node:crypto'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StudyError } from './errors'

/** Writes a file whole or not at all: into a neighbour first, then renamed over the target. */
export function writeFileAtomic(path: string, content: string | Uint8Array): void {
  const temporary = temporaryNeighbour(path)
  try {
    writeFileSync(temporary, content)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw cannotWrite(path, error)
  }
}

/** The same for content that is produced piece by piece and never held whole. */
export async function writeStreamAtomic(
  path: string,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const temporary = temporaryNeighbour(path)
  const sink = createWriteStream(temporary)
  try {
    await pipeline(Readable.from(chunks), sink)
    renameSync(temporary, path)
  } catch (error) {
    // The file may be opened, and so made, only after the source has failed.
    if (!sink.closed) await new Promise<void>((done) => sink.once('close', done))
    rmSync(temporary, { force: true })
    throw cannotWrite(path, error)
  }
}

/**
 * Makes a folder and those above it; one that is there is fine.
 * @throws StudyError when it cannot be made
 */
export function makeFolder(path: string): void {
  try {
    makeFolders(resolve(path))
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

/** Level by level: Node's own recursive way never ends below folders that answer ENOENT, such as /proc. */
function makeFolders(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return
    throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' })
  }
  makeFolders(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process may have made it a moment ago.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Finds out before long work whether a file can be written in the end; leaves nothing behind. */
export function checkWritable(path: string): void {
  const temporary = temporaryNeighbour(path)
  try {
    if (existsSync(path) && statSync(path).isDirectory())
      throw new StudyError(`${path} is a folder: name a file`)
    writeFileSync(temporary, '')
  } catch (error) {
    throw cannotWrite(path, error)
  } finally {
    rmSync(temporary, { force: true })
  }
}

function temporaryNeighbour(path: string): string {
  try {
    makeFolders(resolve(dirname(path)))
  } catch (error) {
    throw cannotWrite(path, error)
  }
  return `${path}.${randomBytes(4).toString('hex')}.tmp`
}

function cannotWrite(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === undefined || error instanceof StudyError) return error
  return new StudyError(`${path} cannot be written (${code}): name a folder you may write to`)
}
