import { describe, expect, it } from 'vitest'
import { mayBeContacted, openChannels } from '../../../../lib/study/src/decisions/offers/contact-permission'
import { customersOf, realCatalogue } from './decision-cases'

const catalogue = { ...realCatalogue, contactCeiling: 5 }
const customers = customersOf([
  { id: 1, consent: 'да', contacts: 4 },
  { id: 2, consent: 'да', contacts: 5 },
  { id: 3, consent: 'нет', contacts: 0 },
  { id: 4, consent: 'да', contacts: 6 },
  { id: 5, consent: 'да', contacts: 0 },
])

describe('the permission to contact a customer', () => {
  it('needs consent and fewer contacts this month than the ceiling', () => {
    expect([0, 1, 2, 3, 4].map((row) => mayBeContacted(customers, row, catalogue))).toEqual([
      true,
      false,
      false,
      false,
      true,
    ])
  })

  it('leaves only what needs no consent to who may not be contacted, in the order asked for', () => {
    const open = (row: number, ids: readonly string[]) =>
      openChannels(ids, customers, row, catalogue).map(({ id }) => id)
    expect(open(0, ['call', 'site', 'message'])).toEqual(['call', 'site', 'message'])
    expect(open(0, ['message'])).toEqual(['message'])
    for (const row of [1, 2, 3]) {
      expect(open(row, ['call', 'site', 'message'])).toEqual(['site'])
      expect(open(row, ['call', 'message'])).toEqual([])
    }
  })
})
