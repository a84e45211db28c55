import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { modelFeatures, projectRoot, readOfferCatalogue, StudyError } from 'one-click'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'offers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'offers.json')

const offer = {
  id: 'basket',
  name: 'Finish the basket',
  text: 'a price held on goods in {category}',
  addresses: ['unpaidItems'],
  channels: ['site', 'message'],
}
const good = {
  version: 1,
  riskFrom: 0.5,
  offers: [offer, { ...offer, id: 'second' }],
  otherwise: { ...offer, id: 'news', addresses: [], channels: ['site'] },
}

function read(content: unknown) {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return readOfferCatalogue(path)
}

describe('data/offers.json', () => {
  const catalogue = readOfferCatalogue(join(projectRoot, 'data/offers.json'))

  it('is valid, and addresses each feature by one offer at most', () => {
    const addressed = catalogue.offers.flatMap(({ addresses }) => addresses)
    expect(new Set(addressed).size).toBe(addressed.length)
    expect(catalogue.otherwise.addresses).toEqual([])
  })

  it('has an answer to every feature a model may name as a reason, the category of goods apart', () => {
    const addressed = new Set<string>(catalogue.offers.flatMap(({ addresses }) => addresses))
    const unanswered = modelFeatures.map(({ name }) => name).filter((name) => !addressed.has(name))
    expect(unanswered).toEqual(['favouriteCategory'])
  })

  it('can make every offer on the site, for customers without consent', () => {
    for (const { id, channels } of catalogue.offers) expect(channels, id).toContain('site')
  })
})

describe('readOfferCatalogue', () => {
  it('gives the catalogue as written', () => {
    expect(read(good)).toEqual(good)
  })

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{"version": 1,', /cannot be read/],
    ['another version', { ...good, version: 2 }, /version: /],
    ['a risk above 1', { ...good, riskFrom: 50 }, /riskFrom: /],
    ['no offers', { ...good, offers: [] }, /offers: /],
    ['nothing for everyone else', { ...good, otherwise: undefined }, /otherwise: /],
    ['a field too many', { ...good, note: 'x' }, /file: .*note/],
    [
      'an unknown feature',
      { ...good, offers: [{ ...offer, addresses: ['profit'] }] },
      /offers\.0\.addresses\.0: /,
    ],
    [
      'an unknown channel',
      { ...good, offers: [offer, { ...offer, id: 'b', channels: ['sms'] }] },
      /offers\.1\.channels\.0: /,
    ],
    ['no channel', { ...good, offers: [{ ...offer, channels: [] }] }, /offers\.0\.channels: /],
    ['an empty text', { ...good, offers: [{ ...offer, text: '' }] }, /offers\.0\.text: /],
    ['a name too long', { ...good, offers: [{ ...offer, name: 'x'.repeat(61) }] }, /offers\.0\.name: /],
    ['an id that is no word', { ...good, offers: [{ ...offer, id: '=1+1' }] }, /offers\.0\.id: /],
    [
      'a misspelt placeholder',
      { ...good, offers: [{ ...offer, text: 'in {catgory}' }] },
      /offers\.0\.text: .*\{category\}/,
    ],
    ['two offers of one id', { ...good, offers: [offer, offer] }, /two offers share an id/],
    [
      'an id shared with the one for everyone',
      { ...good, otherwise: { ...good.otherwise, id: 'basket' } },
      /two offers share an id/,
    ],
    [
      'messages for everyone',
      { ...good, otherwise: { ...good.otherwise, channels: ['message'] } },
      /possible on the site/,
    ],
  ])('refuses %s, naming file and place', (_, content, place) => {
    expect(() => read(content)).toThrow(StudyError)
    expect(() => read(content)).toThrow(place)
    expect(() => read(content)).toThrow(path)
  })

  it('names every place at once, and a file that is not there', () => {
    const broken = { ...good, riskFrom: -1, offers: [{ ...offer, text: '' }] }
    expect(() => read(broken)).toThrow(/riskFrom: .*\n {2}offers\.0\.text: /)
    expect(() => readOfferCatalogue(join(folder, 'none.json'))).toThrow(
      /none\.json: the offers cannot be read/,
    )
  })
})
