import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The SHA-256 of a list of texts and buffers; each is delimited by its length. */
export function fingerprint(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('hex')
}

/** The text of a file, or undefined when it cannot be read. */
export function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Writes a file so that it is there whole or not at all. */
export function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  const partial = `${file}.${process.pid}.partial`
  writeFileSync(partial, text)
  renameSync(partial, file)
}

/** Every file below a folder as a path relative to it, sorted; empty when there is no such folder. */
export function filesBelow(folder, prefix = '') {
  let entries
  try {
    entries = readdirSync(join(folder, prefix), { withFileTypes: true })
  } catch {
    return []
  }
  return entries
    .flatMap((entry) => {
      const path = join(prefix, entry.name)
      return entry.isDirectory() ? filesBelow(folder, path) : [path]
    })
    .sort()
}
