import { expect } from 'vitest'

/** Most processor time, in seconds, that a file of unknown origin may cost: that of this process, not the clock's. */
const mostSeconds = 2

/** Does some work, and fails where it costs more than two seconds of the processor. */
export function withinSeconds<Result>(work: () => Result, most = mostSeconds): Result {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1e6, 'seconds').toBeLessThan(most)
  return result
}
