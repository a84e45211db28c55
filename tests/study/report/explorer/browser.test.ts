import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { computeFeatures } from '../../../../lib/study/src/customers/feature-table'
import { features } from '../../../../lib/study/src/customers/features'
import { predictCustomers } from '../../../../lib/study/src/evaluation/feature-preprocessor'
import { categoryInEnglish } from '../../../../lib/study/src/tables/store-words'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { accessibilityViolations, chromiumPath } from '../../../support/browser'
import {
  bundleExplorer,
  listedIds,
  type OpenedExplorer,
  openExplorer,
  savedCsv,
  setControl,
} from './explorer-browser'
import { explorerCustomers, explorerSources } from './explorer-sources'

const customers = explorerCustomers(120)
/** Rows of customers with a value that the model has not met. */
const newRows = [customers.activeRows[3], customers.activeRows[8]]
const sources = {
  ...explorerSources(customers),
  unfamiliar: newRows.map((row) => ({ row, feature: 'pagesPerVisit', kind: 'outside' as const })),
}
const { decisions } = sources
const rowOf = new Map(Array.from(customers.ids, (id, row) => [id, row]))
const gain = ({ kept, cost }: (typeof decisions)[number]) => kept - cost
const isOffered = ({ offer }: (typeof decisions)[number]) => offer !== 'news'
const falling = [...decisions].sort(
  (a, b) => gain(b) - gain(a) || b.profitAtRisk - a.profitAtRisk || a.id - b.id,
)
const category = (id: number, name: string) => customers.features.categories[name][rowOf.get(id)!]

describe.skipIf(!chromiumPath)('the explorer in a browser', () => {
  let explorer: OpenedExplorer

  beforeAll(async () => {
    await bundleExplorer()
    explorer = await openExplorer(sources)
  })

  afterAll(async () => {
    await explorer?.close()
  })

  const everyone = async () => {
    const clear = explorer.page.getByRole('button', { name: 'Show everyone' })
    if (await clear.isVisible()) await clear.click()
  }
  const expectIds = async (keep: (decision: (typeof decisions)[number]) => boolean) => {
    const expected = falling.filter(keep)
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.length).toBeLessThan(decisions.length)
    expect(await listedIds(explorer.page)).toEqual(expected.map(({ id }) => id))
    return expected
  }

  it('says at the top that it holds ids, and begins with the offers that bring most', async () => {
    const { page } = explorer
    expect(await page.locator('header .notice').first().innerText()).toContain('holds customers’ ids')
    expect(await page.locator('th[aria-sort]').innerText()).toContain('Net gain')
    expect(await listedIds(page)).toEqual(falling.map(({ id }) => id))
    await page.locator('.pages button').first().click()
    await page.locator('.pages button').first().click()
    const first = page.locator('.list tbody tr').first()
    const cells = await first.locator('td, th').allTextContents()
    const [top] = falling
    expect(cells.slice(0, 3)).toEqual(['1', String(top.id), top.segment])
    expect(cells.slice(6)).toEqual([
      top.offerName.en,
      top.channelName.en,
      'Gets the offer',
      gain(top).toFixed(2),
      top.reasons[0].text.en,
    ])
  })

  it('says of whom the model judges by values it has not met, counts them, and filters by it', async () => {
    const { page } = explorer
    expect(await page.locator('[name=values] option').allTextContents()).toEqual([
      'All',
      `As the model learned them (${decisions.length - 2})`,
      'The model has not met such (2)',
    ])
    await setControl(page, '[name=values]', '=notMet')
    const ids = newRows.map((row) => customers.ids[row])
    const [first] = await expectIds(({ id }) => ids.includes(id))
    await page.getByRole('button', { name: String(first.id), exact: true }).click()
    expect(await page.locator('dialog .notice').innerText()).toMatch(
      /less reliable here\. New to it: [^.]+\.$/,
    )
    await page.keyboard.press('Escape')
    await setControl(page, '[name=values]', '=familiar')
    const known = (await expectIds(({ id }) => !ids.includes(id))).at(-1)!
    await page.getByRole('button', { name: String(known.id), exact: true }).click()
    expect(await page.locator('dialog').innerText()).not.toContain('New to it')
    await page.keyboard.press('Escape')
    await everyone()
  })

  it('filters by segment', async () => {
    await setControl(explorer.page, '[name=segment]', '=Look after')
    await expectIds(({ segment }) => segment === 'Look after')
    await everyone()
  })

  it.each(['favouriteCategory', 'serviceTier', 'contactAllowed'])('filters by %s', async (name) => {
    for (const word of new Set(decisions.map(({ id }) => category(id, name)))) {
      await setControl(explorer.page, `.filters [name=${name}]`, `=${word}`)
      expect(
        await explorer.page
          .locator(`.filters [name=${name}]`)
          .evaluate(
            (control) =>
              (control as unknown as { selectedOptions: { text: string }[] }).selectedOptions[0].text,
          ),
      ).toBe(categoryInEnglish(name, word))
      await expectIds(({ id }) => category(id, name) === word)
    }
    await everyone()
  })

  it('filters by offer and channel', async () => {
    const { offer } = decisions.find((one) => one.offer !== 'news')!
    await setControl(explorer.page, '.filters [name=offer]', `=${offer}`)
    await expectIds((decision) => decision.offer === offer)
    await everyone()
    const ways = new Map(decisions.map((one) => [one.id, isOffered(one) ? one.channel : '-']))
    for (const channel of new Set(ways.values())) {
      await explorer.page.locator(`[data-channel="${channel}"]`).click()
      expect(await explorer.page.locator(`[data-channel="${channel}"]`).getAttribute('aria-pressed')).toBe(
        'true',
      )
      const expected = await expectIds(({ id }) => ways.get(id) === channel)
      expect(await explorer.page.locator(`[data-channel="${channel}"]`).innerText()).toContain(
        String(expected.length),
      )
    }
    await everyone()
  })

  it('filters by part in the experiment, and says what a customer gets while it runs', async () => {
    const { page } = explorer
    const { drawn } = sources
    const treated = new Map(Array.from(drawn.ids, (id, i) => [id, drawn.treated[i] === 1]))
    await setControl(page, '.filters [name=arm]', '=none')
    await expectIds(({ id }) => !treated.has(id))
    await setControl(page, '.filters [name=arm]', '=treatment')
    const [first] = await expectIds(({ id }) => treated.get(id) === true)
    const told = page.locator('dialog .experiment')
    await page.locator('.list button.open').first().click()
    const at = drawn.ids.indexOf(first.id)
    const offer = sources.catalogue.offers.find(({ id }) => id === drawn.offer[at])!
    expect(await told.innerText()).toBe('Experiment: gets the offer')
    expect(await page.locator('dialog .chosen').innerText()).toContain(`${offer.name.en} · `)
    await page.keyboard.press('Escape')
    await setControl(page, '.filters [name=arm]', '=control')
    const [held] = await expectIds(({ id }) => treated.get(id) === false)
    await page.locator('.list button.open').first().click()
    expect(await told.innerText()).toBe('Experiment: control group')
    expect(await page.locator('dialog .chosen').innerText()).toContain(
      `${sources.catalogue.otherwise.name.en} · `,
    )
    const withheld = sources.catalogue.offers.find(({ id }) => id === held.planned!.offer)!
    expect(await page.locator('dialog .withheld').innerText()).toContain(
      `would offer: ${withheld.name.en} · `,
    )
    await page.keyboard.press('Escape')
    await everyone()
  })

  it('filters by risk and profit, bounds included, and sums up what is left', async () => {
    const { page } = explorer
    const [low, high] = [decisions[3].profit, decisions[3].profit + 2]
    await setControl(page, '[name=riskFrom]', '30')
    await setControl(page, '[name=riskTo]', '80')
    await setControl(page, '[name=profitFrom]', String(low))
    await setControl(page, '[name=profitTo]', String(high))
    const expected = await expectIds(
      ({ probability, profit }) =>
        probability >= 0.3 && probability <= 0.8 && profit >= low && profit <= high,
    )
    const total = (value: (decision: (typeof decisions)[number]) => number) =>
      expected.reduce((sum, decision) => sum + value(decision), 0)
    const shown = (name: string) => page.locator(`.totals .${name} dd`).innerText()
    expect(await shown('customers')).toBe(String(expected.length))
    for (const [name, sum] of [
      ['profitAtRisk', total(({ profitAtRisk }) => profitAtRisk)],
      ['cost', total(({ cost }) => cost)],
      ['kept', total(({ kept }) => kept)],
    ] as const) {
      expect(Math.abs(Number((await shown(name)).replace(',', '')) - sum)).toBeLessThanOrEqual(0.5)
    }
    await everyone()
    expect(await page.locator('[name=riskFrom]').inputValue()).toBe('')
  })

  it('finds customers by their id, and says when there are none', async () => {
    const { page } = explorer
    await page.locator('.filters [name=id]').pressSequentially('80007')
    await expectIds(({ id }) => String(id).includes('80007'))
    await page.locator('.filters [name=id]').pressSequentially('x')
    expect(await page.locator('.nobody').isVisible()).toBe(true)
    expect(await page.locator('.totals .customers dd').innerText()).toBe('0')
    await everyone()
  })

  it('sorts by every column in both directions', async () => {
    const { page } = explorer
    const order = ['Save now', 'Win back cheaply', 'Look after', 'Leave as is']
    const keys: Record<string, (decision: (typeof decisions)[number]) => number | string> = {
      Customer: ({ id }) => id,
      Segment: ({ segment }) => order.indexOf(segment),
      Risk: ({ probability }) => probability,
      'Profit a month': ({ profit }) => profit,
      'Profit at risk': ({ profitAtRisk }) => profitAtRisk,
      Offer: ({ offerName }) => offerName.en,
      Channel: ({ channelName }) => channelName.en,
      Experiment: ({ arm }) => ['treatment', 'control', 'none'].indexOf(arm),
      'Net gain': gain,
      'Main reason': ({ reasons }) => reasons[0]?.text.en ?? '',
    }
    const compare = (a: number | string, b: number | string) =>
      typeof a === 'number' ? a - Number(b) : a.localeCompare(String(b), 'en')
    for (const [name, key] of Object.entries(keys)) {
      const button = page.getByRole('button', { name, exact: true })
      const head = page.getByRole('columnheader').filter({ has: button })
      for (const _ of [1, 2]) {
        await button.click()
        const sign = (await head.getAttribute('aria-sort')) === 'descending' ? -1 : 1
        const expected = [...decisions].sort(
          (a, b) => sign * compare(key(a), key(b)) || b.profitAtRisk - a.profitAtRisk || a.id - b.id,
        )
        expect(await listedIds(page), name).toEqual(expected.map(({ id }) => id))
        expect(await page.locator('[aria-sort]').count()).toBe(1)
      }
    }
    await page.getByRole('columnheader', { name: 'Net gain' }).getByRole('button').click()
    expect(await listedIds(page)).toEqual(falling.map(({ id }) => id))
  })

  it('opens a customer by keyboard, leads to the next, and gives the focus back', async () => {
    const { page } = explorer
    await everyone()
    await page.getByRole('columnheader', { name: 'Main reason' }).getByRole('button').focus()
    await page.keyboard.press('Tab')
    const focused = () => page.evaluate('document.activeElement.textContent')
    const id = await focused()
    await page.keyboard.press('Enter')
    expect(await page.getByRole('dialog').isVisible()).toBe(true)
    expect(await focused()).toBe(`Customer ${id}`)
    await page.getByRole('button', { name: 'Next in the list' }).press('Enter')
    expect(await focused()).not.toBe(`Customer ${id}`)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
    expect(await focused()).toBe(id)
  })

  it('shows why, what to do and what else was possible', async () => {
    const { page } = explorer
    const decision = decisions.find(({ options, cost }) => options.length > 1 && cost > 0)!
    await page.locator('.filters [name=id]').fill(String(decision.id))
    await page.locator('.list button.open').first().click()
    const text = await page.getByRole('dialog').innerText()
    expect(text).toContain(decision.why.en)
    for (const { text: reason } of decision.reasons) expect(text).toContain(reason.en)
    const points = await page.locator('.contributions tbody td.number').allTextContents()
    const numbers = points.map((point) => Number(point.replace('−', '-').replace(/[^\d.-]/g, '')))
    const sum = numbers.slice(0, -1).reduce((total, number) => total + number, 0)
    expect(Math.abs(sum - numbers[numbers.length - 1])).toBeLessThan(1)
    expect(Math.abs(numbers[numbers.length - 1] - 100 * decision.probability)).toBeLessThan(0.051)
    const others = page.locator('section:has(caption:text("What else")) tbody tr')
    expect(await others.count()).toBe(decision.options.length - 1)
    await page.locator('.what-if summary').click()
    expect(await accessibilityViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await everyone()
  })

  it('saves the list as it is shown', async () => {
    const { page } = explorer
    await setControl(page, '.filters [name=serviceTier]', '=премиум')
    const ids = await listedIds(page)
    const text = await savedCsv(page, 'Save the list (CSV)')
    expect(text.startsWith('\uFEFFCustomer,Segment,"Risk, %",Profit a month,')).toBe(true)
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[]
    expect(rows.map(({ Customer }) => Number(Customer))).toEqual(ids)
    for (const row of rows) {
      const decision = decisions.find(({ id }) => id === Number(row.Customer))!
      const isShown = isOffered(decision)
      expect(row).toMatchObject({
        Segment: decision.segment,
        'Service tier': 'premium',
        'Consent to messages': decision.contactAllowed ? 'yes' : 'no',
        Offer: decision.offerName.en,
        Experiment: { treatment: 'Gets the offer', control: 'Control group', none: 'Does not take part' }[
          decision.arm
        ],
        'Reason 1': decision.reasons[0]?.text.en ?? '',
        Why: decision.why.en,
      })
      expect(Math.abs(Number(row['Risk, %']) - 100 * decision.probability)).toBeLessThanOrEqual(0.0501)
      expect(Math.abs(Number(row['Profit at risk']) - decision.profitAtRisk)).toBeLessThanOrEqual(0.501)
      expect(row['Net gain'] !== '').toBe(isShown)
      expect(Math.abs(isShown ? Number(row['Net gain']) - gain(decision) : 0)).toBeLessThanOrEqual(0.501)
    }
    await everyone()
  })

  it('scores changed data as the library does', async () => {
    const { page } = explorer
    const random = new Random(9)
    const inputs = [
      'pagesPerVisit',
      'minutesCurrent',
      'minutesPrevious',
      'revenueCurrent',
      'revenuePrevious',
      'revenueBeforePrevious',
      'promoShare',
      'tenureDays',
      'unpaidItems',
    ]
    const table = customers.features
    let changedScores = 0
    for (let k = 0; k < 15; k++) {
      const { id } = decisions[random.integer(decisions.length)]
      const row = rowOf.get(id)!
      const columns: Record<string, Float64Array | string[]> = {}
      for (const { name, kind } of features) {
        columns[name] =
          kind === 'number' ? Float64Array.of(table.numbers[name][row]) : [table.categories[name][row]]
      }
      const score = () => predictCustomers(sources.model, computeFeatures(features, 1, columns))[0]
      const before = score()
      await setControl(page, '.filters [name=id]', String(id))
      await page.locator('.list button.open').first().click()
      if (k === 0) await page.locator('.what-if summary').click()
      else await page.evaluate('document.querySelector(".what-if").open = true')
      const value = async (name: string) =>
        Number(await page.locator(`.what-if .${name}`).getAttribute('data-value'))
      await page.locator('.what-if .changed[data-value]').waitFor({ state: 'attached' })
      expect(Math.abs((await value('asIs')) - before)).toBeLessThan(1e-9)
      expect(await value('changed')).toBe(await value('asIs'))
      for (let change = 0; change < 3; change++) {
        const name = inputs[random.integer(inputs.length)]
        const bounds = name === 'promoShare' ? 1 : name.startsWith('revenue') ? 9000 : 40
        const changed = Number((0.1 + (bounds - 0.1) * random.uniform()).toFixed(2))
        columns[name] = Float64Array.of(changed)
        await setControl(page, `.what-if [name=${name}]`, String(changed))
      }
      columns.serviceTier = ['премиум']
      columns.favouriteCategory = ['Домашний текстиль']
      await setControl(page, '.what-if [name=serviceTier]', 'премиум')
      await setControl(page, '.what-if [name=favouriteCategory]', 'Домашний текстиль')
      const after = score()
      changedScores += Number(Math.abs(after - before) > 1e-6)
      expect(Math.abs((await value('changed')) - after)).toBeLessThan(1e-9)
      const { profit } = decisions.find((decision) => decision.id === id)!
      const [risky, worthy] = [after >= sources.cuts.probability, profit >= sources.cuts.profit]
      const segment = risky
        ? worthy
          ? 'Save now'
          : 'Win back cheaply'
        : worthy
          ? 'Look after'
          : 'Leave as is'
      expect(await page.locator('.what-if .changed').innerText()).toContain(segment)
      await page.getByRole('button', { name: 'Back to the customer’s data' }).click()
      expect(await value('changed')).toBe(await value('asIs'))
      await page.keyboard.press('Escape')
    }
    expect(changedScores).toBeGreaterThan(11)
    await everyone()
  })

  it('takes what a slider says, and refuses what the tables do not allow', async () => {
    const { page } = explorer
    await page.locator('.list button.open').first().click()
    await page.locator('.what-if summary').click()
    const slider = page.getByRole('slider', { name: 'Pages per visit, slider' })
    await slider.press('End')
    const field = page.locator('.what-if [name=pagesPerVisit]')
    expect(await field.inputValue()).toBe(await slider.getAttribute('max'))
    const changed = await page.locator('.what-if .changed').getAttribute('data-value')
    await field.fill('-1')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByRole('alert').filter({ hasText: 'Allowed from 0' }).count()).toBe(1)
    expect(await page.locator('.what-if .changed').getAttribute('data-value')).toBe(changed)
    await field.fill('3')
    expect(await field.getAttribute('aria-invalid')).toBeNull()
    await page.keyboard.press('Escape')
  })

  it('changes its language and keeps the filters', async () => {
    const { page } = explorer
    await setControl(page, '[name=segment]', '=Save now')
    const ids = await listedIds(page)
    await page.getByRole('button', { name: 'Русский' }).click()
    expect(await page.evaluate('[document.documentElement.lang, document.title, location.hash]')).toEqual([
      'ru',
      'Клиенты: риск, причины, предложения',
      '#ru',
    ])
    expect(await listedIds(page)).toEqual(ids)
    const text = await page.locator('body').innerText()
    expect(text).not.toMatch(/\b(Segment|Profit|Save now|Filters|Customer)\b/)
    expect(await page.locator('.list tbody td.segment').first().innerText()).toBe('Спасать сейчас')
    expect(await page.locator('.list tbody td.risk').first().innerText()).toMatch(/^\d+,\d\s%$/)
    const csv = await savedCsv(page, 'Сохранить список (CSV)')
    const rows = parse(csv, { columns: true, bom: true, delimiter: ';' }) as Record<string, string>[]
    expect(rows.map((row) => Number(row.Клиент))).toEqual(ids)
    for (const title of Object.keys(rows[0])) expect(title).toMatch(/^[А-ЯЁ][а-яё ]*(?:, %| \d)?$/)
    for (const row of rows) {
      const { probability } = decisions.find(({ id }) => id === Number(row.Клиент))!
      expect(row.Сегмент).toBe('Спасать сейчас')
      expect(row['Риск, %']).toMatch(/^\d+(?:,\d)?$/)
      expect(Math.abs(Number(row['Риск, %'].replace(',', '.')) - 100 * probability)).toBeLessThanOrEqual(
        0.0501,
      )
    }
    await page.reload()
    expect(await page.evaluate('document.documentElement.lang')).toBe('ru')
    await page.getByRole('button', { name: 'English' }).click()
  })

  it('asked for nothing and logged nothing', () => {
    expect(explorer.requests).toEqual([])
    expect(explorer.messages).toEqual([])
  })
})
