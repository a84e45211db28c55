import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readInputFile, UserError } from '@one-click/core'

/** The file that marks a folder of tables as made up. */
export const syntheticMarkerFile = 'synthetic.json'

/** Largest marker that is read, in bytes. */
const maxMarkerBytes = 10_000

/** What made the tables of a folder: the same generator makes them again from it. */
export interface SyntheticMarker {
  readonly synthetic: true
  /** Customers of the first quarter. */
  readonly customers: number
  readonly seed: number
  /** Share of customers who repeat an earlier one. */
  readonly copies: number
  /** 1: the first quarter, labelled; 2: the one after it, whose outcome is open. */
  readonly quarter: 1 | 2
  /** Effect of offers in what became of the customers, where that was simulated. */
  readonly effect?: number
}

/** The marker as it is written. */
export function formatSyntheticMarker(marker: SyntheticMarker): string {
  const { customers, seed, copies, quarter, effect } = marker
  return `${JSON.stringify({ synthetic: true, customers, seed, copies, quarter, effect }, null, 2)}\n`
}

/**
 * What made the tables of a folder.
 * @returns undefined when nothing says that they are made up
 * @throws UserError when the marker cannot be understood
 */
export function readSyntheticMarker(folder: string): SyntheticMarker | undefined {
  const path = join(folder, syntheticMarkerFile)
  if (!existsSync(path)) return undefined
  const marker = parsed(readInputFile(path, 'marker of synthetic tables', maxMarkerBytes).toString())
  if (isMarker(marker)) return marker
  throw new UserError(`${path} is not as synthesize wrote it: make the tables again, or delete it`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isMarker(value: unknown): value is SyntheticMarker {
  const { synthetic, customers, seed, copies, quarter } = (value ?? {}) as Record<string, unknown>
  return (
    synthetic === true &&
    Number.isInteger(customers) &&
    Number.isInteger(seed) &&
    typeof copies === 'number' &&
    (quarter === 1 || quarter === 2)
  )
}
