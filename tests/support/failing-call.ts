import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Does something while one of Node's calls of files does what it is given instead: for failures that only chance brings. */
export function withCall<Name extends 'renameSync'>(
  name: Name,
  call: (typeof fs)[Name],
  work: () => void,
): void {
  const real = fs[name]
  fs[name] = call
  syncBuiltinESMExports()
  try {
    work()
  } finally {
    fs[name] = real
    syncBuiltinESMExports()
  }
}

/** An error as the system gives it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code, errno: -1 })
}
