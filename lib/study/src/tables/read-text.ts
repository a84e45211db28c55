import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { escapeHidden } from '@one-click/core'
import { type FileKind, fileKind, kindBytes } from './file-kind'
import { headerTest } from './header'
import type { ProblemList } from './problems'
import type { TableSchema } from './schema'
import { decodeText } from './text-encoding'

/** Beyond this a file does not fit into one JavaScript string; tables that large need another tool. */
const byteLimit = 500_000_000

/** A table's file as text; without one, the reason is among the problems. */
export function readText(folder: string, schema: TableSchema, problems: ProblemList): string | undefined {
  const bytes = readBytes(folder, schema.file, problems)
  if (bytes === undefined) return undefined
  if (bytes.length === 0) {
    problems.error('empty-file', 'the file is empty: export the table again')
    return undefined
  }
  const kind = fileKind(bytes)
  if (kind !== undefined) {
    problems.error('not-csv', `the file is ${kind.name}, not CSV: ${kind.remedy}`)
    return undefined
  }
  const decoded = decodeText(bytes, headerTest(schema))
  if ('reason' in decoded) {
    const message = `the text cannot be decoded: ${decoded.reason}. Save the file as UTF-8`
    problems.error('undecodable', message, decoded.line === undefined ? {} : { line: decoded.line })
    return undefined
  }
  return decoded.text
}

function readBytes(folder: string, file: string, problems: ProblemList): Uint8Array | undefined {
  const path = join(folder, file)
  try {
    const status = statSync(path)
    if (!status.isFile()) {
      problems.error('unreadable-file', 'this is not a file: put the table in its place')
      return undefined
    }
    if (status.size > byteLimit) {
      const message = `the file has ${status.size} bytes, at most ${byteLimit} can be read: split it`
      problems.error('file-too-large', message)
      return undefined
    }
    return readFileSync(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    if (code === 'ENOENT') problems.error('missing-file', `the file is missing${remedyFor(folder, file)}`)
    else
      problems.error('unreadable-file', `the file cannot be read (${code}): check its kind and permissions`)
    return undefined
  }
}

/** What to do about a missing file: what may be meant lies in the folder under another name, or in another form. */
function remedyFor(folder: string, file: string): string {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-zа-я]/g, '')
  const stem = (name: string) => plain(name.replace(/\..*/, ''))
  const names = readdirSync(folder).slice(0, filesSearched)
  const similar =
    names.find((name) => plain(name) === plain(file)) ?? names.find((name) => stem(name) === stem(file))
  const [other, kind] =
    similar === undefined ? findOtherKind(folder, names) : [similar, kindOf(folder, similar)]
  if (kind !== undefined) return `; ${shownName(other)} beside it is ${kind.name}: ${kind.remedy}, as ${file}`
  return other === undefined ? ': add it to the folder' : `: rename ${shownName(other)} to ${file}`
}

/** No more files of a folder are looked at. */
const filesSearched = 1000

const shownName = (name = '') => escapeHidden(name.length > 100 ? `${name.slice(0, 100)}…` : name)

/** A workbook, archive or other file that may hold the tables. */
function findOtherKind(
  folder: string,
  names: readonly string[],
): [string, FileKind] | [undefined, undefined] {
  for (const name of names) {
    const kind = /\.(?:json|html?)$/i.test(name) ? undefined : kindOf(folder, name)
    if (kind !== undefined) return [name, kind]
  }
  return [undefined, undefined]
}

function kindOf(folder: string, name: string): FileKind | undefined {
  const path = join(folder, name)
  try {
    if (!statSync(path).isFile()) return undefined
    const file = openSync(path, 'r')
    try {
      const bytes = new Uint8Array(kindBytes)
      return fileKind(bytes.subarray(0, readSync(file, bytes)))
    } finally {
      closeSync(file)
    }
  } catch {
    return undefined
  }
}

/** Reports a folder that cannot be read at all. */
export function checkFolder(folder: string, problems: ProblemList): boolean {
  try {
    if (!statSync(folder).isDirectory()) {
      problems.error('not-a-folder', 'this is not a folder: name the folder that holds the four tables')
      return false
    }
    readdirSync(folder)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    if (code === 'ENOENT') problems.error('missing-folder', 'the folder does not exist: check its name')
    else problems.error('unreadable-folder', `the folder cannot be read (${code}): check its permissions`)
    return false
  }
}
