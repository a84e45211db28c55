import { existsSync, fstatSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UserError } from '../errors'
import { clearTemporaryFiles, temporaryName } from '../temporary-name'
import { cannotWrite } from './file-failure'
import { clearAbandonedSets } from './output-stage'
import { type OutputTarget, outputTarget } from './output-target'

/**
 * Finds out before any work whether a command can write what it will write in the end. It leaves nothing behind, makes
 * no folder, and clears what runs have left there that were killed.
 *
 * @param inputs files that the command reads; those that are not there count for nothing
 * @param outputs files that it writes, in folders that need not be there yet
 * @throws UserError that names the output: it is an input, whatever links lead there (of names or, as hard links, of
 * the same file), no regular file, or cannot be written
 * @example
 * ```ts
 * import { readdirSync, rmSync } from 'node:fs'
 * import { join } from 'node:path'
 * const folder = makeTemporaryFolder('example-')
 * checkOutputs([], [join(folder, 'list.csv')])
 * readdirSync(folder) // → []
 * rmSync(folder, { recursive: true })
 * ```
 */
export function checkOutputs(inputs: readonly string[], outputs: readonly string[]): void {
  const read = new Set(inputs.flatMap(identities))
  const folders = new Map<string, string>()
  for (const output of outputs) {
    const target = outputTarget(output)
    if (identitiesOf(target).some((identity) => read.has(identity))) {
      throw new UserError(
        `${output} is read by this command and would be written over: name another place for the results`,
      )
    }
    if (!target.standard) folders.set(nearestFolder(dirname(target.path)), output)
  }
  for (const [folder, output] of folders) tryFolder(folder, output)
}

/** What a file is known by: its real path and the file itself, which may have other names. */
function identities(path: string): string[] {
  return existsSync(path) ? [realpathSync(path), fileIdentity(statSync(path))] : []
}

function identitiesOf({ path, present, standard }: OutputTarget): string[] {
  if (standard) return [fileIdentity(fstatSync(1))]
  return present ? [path, fileIdentity(present)] : [path]
}

const fileIdentity = ({ dev, ino }: { dev: number; ino: number }) => `${dev}:${ino}`

function nearestFolder(folder: string): string {
  const parent = dirname(folder)
  return existsSync(folder) || parent === folder ? folder : nearestFolder(parent)
}

/** A file of one block, for a full disk takes empty ones. */
function tryFolder(folder: string, output: string): void {
  const probe = join(folder, temporaryName())
  try {
    clearTemporaryFiles(folder)
    clearAbandonedSets(folder)
    writeFileSync(probe, Buffer.alloc(4096), { flag: 'wx' })
  } catch (error) {
    throw cannotWrite(output, error)
  } finally {
    rmSync(probe, { force: true })
  }
}
