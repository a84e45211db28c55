import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../../../lib/study/src/study/environment'
import { runDay } from '../../../../lib/study/src/study/run-day'
import { UserError } from '../../../../lib/toolkit/core/src/errors'

describe('runDay', () => {
  const lateEvening = new Date('2026-03-31T23:59:59.999Z')

  it('is the day in UTC, whatever the hour', () => {
    expect(runDay({}, lateEvening)).toBe('2026-03-31')
    expect(runDay({}, new Date('2026-03-31T00:00:00Z'))).toBe('2026-03-31')
    expect(runDay({}, new Date('2026-04-01T00:30:00+03:00'))).toBe('2026-03-31')
  })

  it('is that of SOURCE_DATE_EPOCH where it is set', () => {
    expect(runDay({ epoch: '0' }, lateEvening)).toBe('1970-01-01')
    expect(runDay({ epoch: '1700000000' }, lateEvening)).toBe('2023-11-14')
    expect(runDay(readEnvironment({ SOURCE_DATE_EPOCH: '' }), lateEvening)).toBe('2026-03-31')
  })

  it.each(['yesterday', '-1', '1.5', '1e9', '999999999999'])('refuses an epoch of %s', (epoch) => {
    expect(() => runDay({ epoch })).toThrow(UserError)
  })
})
