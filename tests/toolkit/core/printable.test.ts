import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { ArgumentError, UserError } from '../../../lib/toolkit/core/src/errors'
import { escapeHidden, printable } from '../../../lib/toolkit/core/src/printable'

const hostile = fc.string({ unit: 'binary', maxLength: 60 })
/** Characters that a terminal acts on, or that a reader does not see. */
const acts = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u

describe('printable', () => {
  it('has as many lines as it was given, and nothing that a terminal acts on', () => {
    fc.assert(
      fc.property(fc.array(hostile), (lines) => {
        const text = printable(lines)
        expect(text.split('\n')).toHaveLength(lines.length + 1)
        expect(text).not.toMatch(acts)
      }),
    )
  })

  it('leaves what is seen as it is', () => {
    expect(printable(['«Звонок»: 5 %', 'a\tb'])).toBe('«Звонок»: 5 %\na\\u0009b\n')
    expect(escapeHidden(escapeHidden('a\u001b[31m\nb'))).toBe('a\\u001b[31m\\u000ab')
  })
})

describe('messages of failures', () => {
  it('hold no control characters, and no lines but those of a list', () => {
    fc.assert(
      fc.property(hostile, hostile, (first, second) => {
        expect(new UserError(first).message).not.toMatch(acts)
        expect(new UserError(first).message).not.toContain('\n')
        expect(new UserError([first, second]).message.split('\n')).toHaveLength(2)
        expect(new ArgumentError(first, second, first).message).not.toMatch(/\n/)
      }),
    )
  })
})

describe('what commands print', () => {
  it('goes through one function, which escapes it', () => {
    const sources = ['lib', 'tools', 'bench', 'scripts'].flatMap((folder) =>
      readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
        .map((file) => join(folder, file))
        .filter((file) => ofCommands.test(file)),
    )
    const writes = sources.flatMap((file) => {
      const text = readFileSync(join(projectRoot, file), 'utf8')
      return [...text.matchAll(/(?:std(?:out|err)\.write\(|console\.)[^\n]{0,20}/g)].map(
        ([found]) => `${file}: ${found}`,
      )
    })
    const others = writes.filter((write) => !allowed.some((pattern) => pattern.test(write)))
    expect(writes.length).toBeGreaterThan(8)
    expect(others).toEqual([])
  })
})

/** Not the scripts with which the figures of the documentation are measured. */
const ofCommands =
  /^(?:lib\/(?:study|toolkit\/\w+)\/src|tools\/\w+\/src|bench)\/.*\.(?:ts|mjs)$|^scripts\/(setup\/.*|run|setup|.*-command)\.mjs$/

/** The function itself, texts that quote nothing, and what is meant for a file or the kernel of a notebook. */
const allowed = [
  /^lib\/toolkit\/core\/src\/printable\.ts: /,
  /^scripts\/setup\/print\.mjs: /,
  /^scripts\/[a-z-]+-command\.mjs: stdout\.write\(help\)/,
  /^scripts\/test-command\.mjs: stdout\.write\(`\\n=== \$\{title\} ===/,
  /^lib\/toolkit\/core\/src\/files\/files\.ts: stdout\.write\(shown\)/,
  /^lib\/study\/src\/commands\/cli\.ts: std(out|err)\.write\(text\)/,
  /^lib\/study\/src\/notebook\/display\.ts: /,
]
