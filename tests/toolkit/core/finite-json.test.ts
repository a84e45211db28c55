import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../../lib/toolkit/core/src/errors'
import { finiteJson } from '../../../lib/toolkit/core/src/finite-json'

/** Plain data of finite numbers, as results are. */
const plain = fc.jsonValue({ maxDepth: 4, noUnicodeString: false })
const lost = fc.constantFrom(Number.NaN, Infinity, -Infinity)

describe('finiteJson', () => {
  it('is read back as it was', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(JSON.parse(finiteJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('refuses a number that is not finite wherever it stands', () => {
    const within = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        lost,
        fc.tuple(plain, tie('value')),
        fc.record({ before: plain, inner: tie('value') }),
      ),
    })).value
    fc.assert(
      fc.property(within, (value) => {
        expect(() => finiteJson(value)).toThrow(UserError)
      }),
    )
  })

  it('names the place', () => {
    expect(() => finiteJson({ plan: { kept: [1, Number.NaN] } })).toThrow(
      /^plan\.kept\.1 is too large to be a number, or none: npm run validate/,
    )
    expect(() => finiteJson(Infinity)).toThrow(/^the result is too large/)
    expect(() => finiteJson({ all: Float64Array.of(0, -Infinity) })).toThrow(/^all\.1 is/)
  })

  it('leaves what is absent on purpose', () => {
    expect(finiteJson({ limit: null, quarter: undefined })).toBe('{\n  "limit": null\n}')
  })
})
