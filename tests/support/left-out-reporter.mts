import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends the output with the tests that were left out, by file, and with the counts. With REQUIRE_ALL_TESTS=1
 * a test that is left out fails the run.
 */
export default class LeftOutReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    const leftOut = new Map<string, string[]>()
    for (const module of modules) {
      const file = relative(process.cwd(), module.moduleId)
      if (module.errors().length > 0) counts.failed += 1
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') counts.passed += 1
        else if (state === 'failed') counts.failed += 1
        else {
          counts.skipped += 1
          leftOut.set(file, [...(leftOut.get(file) ?? []), test.fullName])
        }
      }
    }
    counts.failed += errors.length
    const required = process.env.REQUIRE_ALL_TESTS === '1'
    for (const [file, tests] of leftOut) {
      process.stdout.write(`Left out of ${file}: ${tests.length} (${tests.join('; ')})\n`)
    }
    if (leftOut.size > 0 && required) {
      process.stdout.write('REQUIRE_ALL_TESTS=1: no test may be left out\n')
      process.exitCode = 1
    }
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`)
  }
}
