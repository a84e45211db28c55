import { existsSync, realpathSync } from 'node:fs'
import type { Command } from 'commander'
import { pathOption, UsageError } from './cli'

/** Adds `--earlier DIR`, which may stand several times, worded the same in every command. */
export function addEarlierOption(command: Command): Command {
  return command.option(
    '--earlier <DIR>',
    'also learn from the tables of an earlier quarter, whose outcome is in them; may be given several times. Everything ' +
      'that is said of customers stays about those of --data',
    (text: string, before: readonly string[]) => [...before, pathOption(text)],
    [],
  )
}

/**
 * Makes sure that no folder is named twice.
 * @param folder of the tables that everything is told about
 * @throws UsageError
 */
export function checkEarlierFolders(folder: string, earlier: readonly string[]): void {
  const named = new Set([placeOf(folder)])
  for (const one of earlier) {
    const place = placeOf(one)
    if (place === placeOf(folder)) {
      throw new UsageError(`--earlier ${one} is the folder of --data: name the tables of an earlier quarter`)
    }
    if (named.has(place)) throw new UsageError(`--earlier ${one}: this folder is named twice`)
    named.add(place)
  }
}

/** Where a folder is, whatever links lead there; one that is not there is reported when it is read. */
const placeOf = (folder: string) => (existsSync(folder) ? realpathSync(folder) : folder)
