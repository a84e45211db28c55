import { expect, onTestFinished } from 'vitest'

/**
 * For an expectation under a condition: call what this gives in the branch, and the test fails when the branch was
 * never taken. To be called at the beginning of the test.
 */
export function mustBeReached(branch = 'the conditional expectation'): () => void {
  let times = 0
  onTestFinished(() => {
    expect(times, `${branch} was reached so often`).toBeGreaterThan(0)
  })
  return () => {
    times++
  }
}
