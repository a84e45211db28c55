import * as fc from 'fast-check'
import { ArgumentError, escapeHidden, printable, StudyError } from 'one-click'
import { describe, expect, it } from 'vitest'

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
        expect(new StudyError(first).message).not.toMatch(acts)
        expect(new StudyError(first).message).not.toContain('\n')
        expect(new StudyError([first, second]).message.split('\n')).toHaveLength(2)
        expect(new ArgumentError(first, second, first).message).not.toMatch(/\n/)
      }),
    )
  })
})
