import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modelFeatures } from '../../../../lib/study/src/customers/features'
import { readOfferCatalogue } from '../../../../lib/study/src/decisions/offers/read-catalogue'
import { projectRoot } from '../../../../lib/study/src/study/paths'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { testOffers } from '../../../support/offers'
import { temporaryFolder } from '../../../support/temporary-folder'

const folder = temporaryFolder('offers')
const path = join(folder, 'offers.json')

const both = (text: string) => ({ ru: `${text} (рус.)`, en: text })
const site = {
  id: 'site',
  name: both('Site'),
  way: both('on the site'),
  needsConsent: false,
  cost: 0.01,
  reach: 0.4,
}
const message = { ...site, id: 'message', needsConsent: true, limit: { share: 0.1 } }
const offer = {
  id: 'basket',
  name: both('Finish the basket'),
  text: both('a price held on goods in {category}'),
  addresses: ['unpaidItems'],
  channels: ['site', 'message'],
  cost: 0.4,
  effect: { low: 0, likely: 0.2, high: 0.5 },
}
const otherwise = { id: 'news', name: both('News'), text: both('the news'), channels: ['site'] }
const good = {
  version: 2,
  unit: both('money'),
  riskFrom: 0.5,
  profitLost: { low: 0.3, likely: 0.5, high: 0.8 },
  contactCeiling: 5,
  plan: { budget: { share: 0.03 }, contacts: { amount: 100 } },
  channels: [site, message],
  offers: [
    offer,
    {
      ...offer,
      id: 'second',
      eligible: { probabilityFrom: 0.6, tiers: ['премиум'], categories: ['Сад'], tenureDaysFrom: 90 },
    },
  ],
  otherwise,
}

function read(content: unknown) {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return readOfferCatalogue(path)
}

const withOffer = (change: object) => ({ ...good, offers: [{ ...offer, ...change }] })
const withChannel = (change: object) => ({ ...good, channels: [site, { ...message, ...change }] })

it('reads tiers and categories as the tables do, however they are spelt', () => {
  const eligible = { tiers: ['Пpeмиум'], categories: ['косметика и аксесуары', 'КУХОННАЯ_ПОСУДА', 'Сад'] }
  expect(read(withOffer({ eligible })).offers[0].eligible).toEqual({
    tiers: ['премиум'],
    categories: ['Косметика и аксессуары', 'Кухонная посуда', 'Сад'],
  })
})

describe('data/offers.json', () => {
  it('can be read', () => {
    expect(() => readOfferCatalogue(join(projectRoot, 'data/offers.json'))).not.toThrow()
  })
})

describe('the offers that the project comes with', () => {
  const file = testOffers
  const catalogue = readOfferCatalogue(file)

  it('is valid, and addresses each feature by one offer at most', () => {
    const addressed = catalogue.offers.flatMap(({ addresses }) => addresses)
    expect(new Set(addressed).size).toBe(addressed.length)
  })

  it('has an answer to every feature a model may name as a reason but those no offer can change', () => {
    const addressed = new Set<string>(catalogue.offers.flatMap(({ addresses }) => addresses))
    const unanswered = modelFeatures.map(({ name }) => name).filter((name) => !addressed.has(name))
    // Consent and taste are the customer's own.
    expect(unanswered).toEqual(['contactAllowed', 'favouriteCategory'])
  })

  it('can make every offer on the site, for customers without consent', () => {
    for (const { id, channels } of catalogue.offers) expect(channels, id).toContain('site')
  })

  it('says that its costs and effects are assumptions', () => {
    expect(catalogue.note?.en).toMatch(/assumptions/)
    expect(catalogue.note?.ru).toMatch(/предположения/)
    for (const { id, effect } of catalogue.offers) expect(effect.high, id).toBeGreaterThan(effect.low)
  })

  it('has Russian in Russian and English in English', () => {
    const texts: Record<string, unknown[]> = { ru: [], en: [] }
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) => {
      texts[key]?.push(value)
      return value
    })
    expect(texts.ru).toHaveLength(texts.en.length)
    expect(texts.ru.length).toBeGreaterThan(10)
    for (const text of texts.ru) expect(text).toMatch(/^[«А-Яа-яЁё]/)
    for (const text of texts.en) expect(text).not.toMatch(/[А-Яа-яЁё]/)
    expect(content).toMatchObject({ version: 3, sharedError: 0.5 })
  })
})

describe('readOfferCatalogue', () => {
  it('gives the catalogue as written', () => {
    expect(read(good)).toEqual(good)
    const newer = { ...good, version: 3, sharedError: 0.25 }
    expect(read(newer)).toEqual(newer)
    expect(read({ ...good, version: 3 })).not.toHaveProperty('sharedError')
  })

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{"version": 2,', /cannot be read/],
    ['a share of a later version', { ...good, sharedError: 0.5 }, /sharedError: belongs to version 3/],
    ['a share above 1', { ...good, version: 3, sharedError: 1.5 }, /sharedError: 1.5 is above 1/],
    ['a measured effect', withOffer({ effect: { ...offer.effect, measured: {} } }), /«measured» is no field/],
    ['another version', { ...good, version: 1 }, /version: .*2/],
    ['a risk above 1', { ...good, riskFrom: 50 }, /riskFrom: /],
    ['no offers', { ...good, offers: [] }, /offers: /],
    ['nothing for everyone else', { ...good, otherwise: undefined }, /otherwise: /],
    ['a field too many', { ...good, remark: 'x' }, /file: .*remark/],
    [
      'a feature nobody declared',
      withOffer({ addresses: ['profit'] }),
      /offers\.0\.addresses\.0: .*pagesPerVisit/,
    ],
    ['an offer against nothing', withOffer({ addresses: [] }), /offers\.0\.addresses: /],
    [
      'an unknown channel',
      { ...good, offers: [offer, { ...offer, id: 'b', channels: ['site', 'sms'] }] },
      /offers\.1\.channels\.1: no channel has the id «sms»: use one of site, message/,
    ],
    ['no channel', withOffer({ channels: [] }), /offers\.0\.channels: /],
    [
      'a channel named twice',
      withOffer({ channels: ['site', 'site'] }),
      /offers\.0\.channels: names one twice/,
    ],
    ['an empty text', withOffer({ text: { ru: 'x', en: ' ' } }), /offers\.0\.text\.en: is empty/],
    ['a text in one language', withOffer({ text: { ru: 'x' } }), /offers\.0\.text\.en: /],
    ['a text of two lines', withOffer({ text: { ru: 'x\ny', en: 'x' } }), /offers\.0\.text\.ru: .*one line/],
    ['a name too long', withOffer({ name: both('x'.repeat(61)) }), /offers\.0\.name\.en: /],
    ['an id that is no word', withOffer({ id: '=1+1' }), /offers\.0\.id: an id is/],
    ['a misspelt placeholder', withOffer({ text: both('in {catgory}') }), /offers\.0\.text: .*\{category\}/],
    ['a cost below 0', withOffer({ cost: -1 }), /offers\.0\.cost: /],
    [
      'a likely effect above the high one',
      withOffer({ effect: { low: 0, likely: 0.6, high: 0.5 } }),
      /offers\.0\.effect: needs low ≤ likely ≤ high/,
    ],
    [
      'a low effect above the likely one',
      withOffer({ effect: { low: 0.3, likely: 0.2, high: 0.5 } }),
      /offers\.0\.effect: needs low ≤ likely ≤ high/,
    ],
    [
      'an effect above 1',
      withOffer({ effect: { low: 0, likely: 1, high: 20 } }),
      /offers\.0\.effect\.high: /,
    ],
    [
      'a tier that does not exist',
      withOffer({ eligible: { tiers: ['золото'] } }),
      /offers\.0\.eligible\.tiers\.0: .*премиум/,
    ],
    ['no tier at all', withOffer({ eligible: { tiers: [] } }), /offers\.0\.eligible\.tiers: /],
    [
      'a budget both ways',
      { ...good, plan: { ...good.plan, budget: { amount: 1, share: 0.1 } } },
      /plan\.budget: needs either an amount from 0 on, or a share from 0 to 1/,
    ],
    [
      'a limit in percent',
      withChannel({ limit: { share: 5 } }),
      /channels\.1\.limit\.share: 5 is above 1: a share is written from 0 to 1/,
    ],
    ['a reach above 1', withChannel({ reach: 60 }), /channels\.1\.reach: /],
    ['two channels of one id', withChannel({ id: 'site' }), /channels\.1\.id: two channels share an id/],
    ['two offers of one id', { ...good, offers: [offer, offer] }, /offers\.1\.id: two offers share an id/],
    [
      'an id shared with the one for everyone',
      { ...good, otherwise: { ...otherwise, id: 'basket' } },
      /otherwise\.id: two offers share an id/,
    ],
    [
      'messages for everyone',
      { ...good, otherwise: { ...otherwise, channels: ['message'] } },
      /otherwise\.channels: must name a channel that needs no consent/,
    ],
  ])('refuses %s, naming file and place', (_, content, place) => {
    expect(() => read(content)).toThrow(UserError)
    expect(() => read(content)).toThrow(place)
    expect(() => read(content)).toThrow(path)
  })

  it.each<[string, object, string, string]>([
    ['a missing field', { text: { en: 'x' } }, '"text"', 'offers.0.text.ru: is missing: add it'],
    [
      'a text for a number',
      { cost: '0,2' },
      '"cost": "0,2"',
      'offers.0.cost: needs a number, with a decimal point',
    ],
    ['a number below 0', { cost: -1 }, '"cost": -1', 'offers.0.cost: -1 is below 0'],
    [
      'an unknown name',
      { addresses: ['pages'] },
      '"pages"',
      'offers.0.addresses.0: "pages" is not known: use one of',
    ],
    ['a field too many', { id: 'b', price: 1 }, '{\n      "id": "b"', 'offers.0: «price» is no field here'],
    ['an empty list', { channels: [] }, '"channels": []', 'offers.0.channels: is empty: name one at least'],
  ])('says line, value and remedy of %s', (_, change, place, message) => {
    const text = JSON.stringify(withOffer(change), undefined, 2)
    const line = text.slice(0, text.indexOf(place)).split('\n').length
    expect(() => read(text)).toThrow(`line ${line}, ${message}`)
  })

  it.each([
    ['a comma missing', (text: string) => text.replace('"version": 2,', '"version": 2'), 3],
    ['a comma too many', (text: string) => text.replace('"version": 2,', '"version": 2,,'), 2],
    ['the end missing', (text: string) => text.slice(0, text.indexOf('"unit"')), 3],
  ])('says on which line %s', (_, damage, line) => {
    const text = damage(JSON.stringify(good, undefined, 2))
    expect(() => read(text)).toThrow(`${path}: the offers cannot be read: line ${line} is no JSON`)
  })

  it('reads a byte order mark over, and refuses other encodings', () => {
    expect(read(`\ufeff${JSON.stringify(good)}`)).toEqual(good)
    writeFileSync(path, Buffer.from(JSON.stringify({ ...good, unit: both('é') }), 'latin1'))
    expect(() => readOfferCatalogue(path)).toThrow(/not UTF-8: save it as UTF-8/)
  })

  it('names every place at once, and a file that is not there', () => {
    const broken = { ...withOffer({ cost: 'much' }), riskFrom: -1 }
    expect(() => read(broken)).toThrow(/riskFrom: .*\n {2}line 1, offers\.0\.cost: /)
    expect(() => readOfferCatalogue(join(folder, 'none.json'))).toThrow(
      /none\.json: the offers cannot be read/,
    )
  })

  it('takes what is as the rules just allow', () => {
    const alike = withOffer({ effect: { low: 0.2, likely: 0.2, high: 0.2 } })
    expect(read(alike)).toEqual(alike)
    const ends = { ...withOffer({ cost: 0, effect: { low: 0, likely: 0.5, high: 1 } }), riskFrom: 1 }
    expect(read(ends)).toEqual(ends)
  })

  it.each<[string, object, string]>([
    ['a list for an object', { text: ['x'] }, 'offers.0.text: needs an object in curly brackets, not a list'],
    [
      'a text for a list',
      { channels: 'site' },
      'offers.0.channels: needs a list in square brackets, not "site"',
    ],
    ['a number for a text', { id: 5 }, 'offers.0.id: needs a text in quotation marks, not 5'],
    [
      'too many entries',
      { channels: Array.from({ length: 21 }, (_, i) => `c${i}`) },
      'offers.0.channels: has more than 20 entries: leave some out',
    ],
    [
      'a text that is too long',
      { name: { ru: 'x', en: 'x'.repeat(61) } },
      'offers.0.name.en: has more than 60 characters: shorten it',
    ],
    [
      'a share above 1',
      { effect: { low: 0, likely: 0.2, high: 1.5 } },
      'offers.0.effect.high: 1.5 is above 1: a share is written from 0 to 1',
    ],
    ['one field too many', { price: 1 }, 'offers.0: «price» is no field here: correct'],
    [
      'eight fields too many',
      Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`f${i}`, 1])),
      'offers.0: «f0», «f1», «f2», «f3», «f4», «f5», «f6», «f7» is no field here: correct its name or remove it',
    ],
    [
      'ten fields too many',
      Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`f${i}`, 1])),
      '«f6», «f7» and 2 more is no field here',
    ],
  ])('says what %s should be', (_, change, message) => {
    try {
      read(withOffer(change))
      expect.unreachable()
    } catch (error) {
      expect((error as Error).message).toContain(message)
    }
  })

  it('lists what a word may be, and names one alone as it is', () => {
    const wrong = withOffer({ eligible: { tiers: ['золото'] } })
    expect(() => read(wrong)).toThrow('"золото" is not known: use one of стандарт, премиум')
    const consent = withChannel({ needsConsent: 'no' })
    expect(() => read(consent)).toThrow('channels.1.needsConsent: needs true or false, not "no"')
  })

  it('names the place in the file where the version is not known, and what a broken file may lack', () => {
    expect(() => read({ ...good, version: 1 })).toThrow('line 1, version: the versions 2 and 3 are known')
    expect(() => read('[1, 2')).toThrow(
      'look there and at the line before for a comma, a quotation mark or a bracket that is missing or too many',
    )
    expect(() => read('[]')).toThrow('line 1, file: needs an object in curly brackets, not a list')
  })

  it('refuses what is no regular file, too large, or not there, with what to do', () => {
    expect(() => readOfferCatalogue(folder)).toThrow(
      `${folder} is a folder: name a regular file for the catalogue of offers`,
    )
    writeFileSync(path, `${JSON.stringify(good)}${' '.repeat(1_000_000)}`)
    expect(() => readOfferCatalogue(path)).toThrow(/too large for a catalogue of offers/)
    const none = join(folder, 'none.json')
    expect(() => readOfferCatalogue(none)).toThrow(UserError)
    expect(() => readOfferCatalogue(none)).toThrow(
      `${none}: the offers cannot be read (ENOENT): put the file back, or mend its permissions`,
    )
  })
})
