import { UserError } from '../errors'

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room, or name a place on another disk',
  EDQUOT: 'your share of the disk is used up: make room, or name a place on another disk',
  EFBIG: 'the file would be larger than is allowed here (ulimit -f, or the file system)',
  EROFS: 'the disk is mounted read-only: name a place on another one',
  ENAMETOOLONG: 'the name is too long: shorten it',
  ELOOP: 'its links lead in a circle: name a file',
  EBUSY: 'something else holds it: name another file',
  EMFILE: 'too many files are open: close programs, or raise ulimit -n',
  ENFILE: 'too many files are open on this machine: close programs',
  EIO: 'the disk reports a fault',
}

/**
 * Whether an error comes from the system: of a file, a pipe, a process.
 * @example
 * ```ts
 * isSystemError(new Error('mine')) // → false
 * ```
 */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return (
    error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string' && 'errno' in error
  )
}

/**
 * What to do about a failure of the system, where its code says it; a full disk is named as such.
 * @example
 * ```ts
 * remedyFor('EIO', 'try again') // → 'the disk reports a fault'
 * ```
 */
export function remedyFor(code: string, otherwise: string): string {
  return remedies[code] ?? otherwise
}

/**
 * The failure to write a path in the words of the product; errors that do not come from the system stay as they are.
 * @example
 * ```ts
 * const full = Object.assign(new Error(), { code: 'ENOSPC', errno: -28 })
 * cannotWrite('list.csv', full).message // → 'list.csv cannot be written (ENOSPC): the disk is full: make room, or name a place on another disk'
 * ```
 */
export function cannotWrite(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error
  const { code } = error
  return new UserError(
    `${path} cannot be written (${code}): ${remedyFor(code, 'name a folder you may write to')}`,
  )
}
