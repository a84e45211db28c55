import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ManagementFindings } from '../../../../lib/study/src/report/management/findings'
import { managementReport } from '../../../../lib/study/src/report/management/page'
import { studyCustomers } from '../study-results'
import { studyFindings } from './study-findings'

let findings: ManagementFindings
let page: string
beforeAll(async () => {
  findings = await studyFindings()
  page = managementReport(findings)
})

/** One language's part of the page. */
const edition = (of: string, language: 'ru' | 'en') => {
  const starts = { ru: of.indexOf('<div data-edition="ru"'), en: of.indexOf('<div data-edition="en"') }
  const end = language === 'ru' ? starts.en : of.indexOf('</main>')
  return of.slice(starts[language], end).trim()
}
const withoutScripts = (of: string) => of.replaceAll(/<script[\s\S]*?<\/script>/g, '')
const names = (of: string) => [...of.matchAll(/<h2 id="\w\w-(\w+)"/g)].map(([, name]) => name)
const scripts = (of: string) => [...of.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text)

describe('managementReport', () => {
  it('answers the same questions in the same order in both languages', () => {
    const order = ['stake', 'who', 'why', 'what', 'money', 'certainty', 'open', 'more']
    expect(names(edition(page, 'ru'))).toEqual(order)
    expect(names(edition(page, 'en'))).toEqual(order)
    const shape = (of: string) =>
      withoutScripts(of)
        .replaceAll(/>[^<]*</g, '><')
        .replaceAll(/"[^"]*"/g, '""')
    expect(shape(edition(page, 'ru'))).toBe(shape(edition(page, 'en')))
  })

  it('is written in its language', () => {
    const english = withoutScripts(edition(page, 'en')).replaceAll(/&[^;]*;/g, '')
    // The notebooks' question holds the made-up category.
    expect(english.replace(/Which .*?сад.*?\?/, '')).not.toMatch(/[а-яё]/i)
    const russian = withoutScripts(edition(page, 'ru')).replaceAll(
      /<ol class="notebooks">[\s\S]*?<\/ol>|<p class="provenance">.*?<\/p>/g,
      '',
    )
    const words = russian.replaceAll(/<[^>]*>|&\w+;/g, ' ').match(/[a-z][a-z.-]+/gi) ?? []
    const names = [
      'ROC-AUC',
      'offers.csv',
      'experiment.csv',
      'metrics.json',
      'offers.json',
      'riskFrom',
      'Excel',
      'offers-excel.csv',
      'experiment-excel.csv',
      'market',
      'time.csv',
    ]
    expect([...words].filter((word) => !names.includes(word.replace(/\.$/, '')))).toEqual([])
  })

  it('has one heading of the first rank for each language, no step left out, and no address twice', () => {
    for (const language of ['ru', 'en'] as const) {
      const ranks = [...edition(page, language).matchAll(/<h(\d)/g)].map(([, rank]) => Number(rank))
      expect(ranks.filter((rank) => rank === 1)).toHaveLength(1)
      ranks.slice(1).forEach((rank, i) => {
        expect(rank - ranks[i]).toBeLessThanOrEqual(1)
      })
    }
    const ids = [...withoutScripts(page).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const targets = [...withoutScripts(page).matchAll(/href="#([^"]*)"/g)].map(([, id]) => id)
    for (const target of targets) expect(ids).toContain(target)
  })

  it('has all its content in landmarks, the choice of language too', () => {
    const body = withoutScripts(page).split('<body>')[1]
    expect(body).toMatch(/<header class="switch">\s*<div role="group"/)
    const outside = body
      .replace(/<(header|main|footer|nav)[\s>][\s\S]*<\/\1>/g, '')
      .replace(/<a class="skip"[\s\S]*?<\/a>/, '')
    expect(outside.replaceAll(/<[^>]*>/g, '').trim()).toBe('')
  })

  it('runs only its own scripts, known by their hashes, and fetches nothing', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1].replaceAll('&#39;', "'")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/)
    expect(scripts(page)).toHaveLength(3)
    for (const script of scripts(page)) {
      expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`)
    }
    expect(withoutScripts(page)).not.toMatch(
      /(src|href)="(https?:)?\/\/|@import|url\(|<iframe|<[^>]* on\w+=/i,
    )
  })

  it('names no customer, and shows text of the tables as text', () => {
    const words = new Set(page.match(/\d+/g))
    for (const id of studyCustomers().ids) expect(words.has(String(id)), String(id)).toBe(false)
    expect(withoutScripts(page)).toContain('&lt;b onclick=&quot;x()&quot;&gt;')
    expect(withoutScripts(page)).not.toMatch(/NaN|undefined|Infinity|\[object/)
  })

  it('names every figure and gives its numbers as a table where they are many', () => {
    const figures = [...page.matchAll(/<div class="chart" role="img" aria-label="([^"]*)"/g)]
    expect(figures.length).toBe(2 * 9)
    for (const [, label] of figures) expect(label.length).toBeGreaterThan(20)
    for (const [, json] of page.matchAll(/<script type="application\/json">([\s\S]*?)<\/script>/g)) {
      expect(JSON.parse(json)).toMatchObject({
        data: expect.any(Array),
        layout: { height: expect.any(Number) },
      })
    }
  })

  it('leads to the analyst’s page, the files and the notebooks', () => {
    for (const href of [
      'explorer.html',
      'offers.csv',
      'experiment.csv',
      'model-card.html',
      'metrics.json',
      '01-data.html',
      'code/01-data.html',
    ]) {
      expect(page).toContain(`href="${href}"`)
    }
  })

  it('says in both languages what the chance to pay is with effects that err together, and apart', () => {
    const { chanceToPay, sharedError, independent } = findings.money
    const at = (share: number, chance: number, apart: number) =>
      managementReport({
        ...findings,
        money: {
          ...findings.money,
          sharedError: share,
          chanceToPay: chance,
          independent: { lower: 3, chanceToPay: apart },
        },
      })
    expect(sharedError).toBe(0.5)
    expect(independent.chanceToPay).toBeGreaterThanOrEqual(0)
    expect(chanceToPay).toBeGreaterThanOrEqual(0)
    const made = at(0.25, 0.91, 0.97)
    const [ru, en] = [edition(made, 'ru'), edition(made, 'en')]
    expect(en).toContain('pays for itself in 91% of cases. Here 25% of what is not known')
    expect(en).toContain('If they erred independently, the plan would pay in 97% of cases')
    expect(ru).toMatch(/окупается в 91\s?% случаев\. Здесь 25\s?% неизвестного/)
    expect(ru).toMatch(/независимо друг от друга, план окупался бы в 97\s?% случаев/)
    expect(en).toContain('an order of priority, whom to offer what first, and no promise')
    expect(ru).toContain('очерёдность: кому и что предложить раньше, а не обещание')
  })

  it('says the share of declines that the store states, and nothing of it otherwise', () => {
    const stated = managementReport({
      ...findings,
      occasion: { ...findings.occasion, prevalence: 0.17 },
    })
    for (const [language, part] of [
      ['ru', 'пересчитаны для доли снижений 17'],
      ['en', 'moved to a share of declines of 17%'],
    ] as const) {
      expect(edition(stated, language)).toContain(part)
      expect(edition(page, language)).not.toContain(part.slice(0, 15))
    }
  })

  it('says how many of the customers themselves are expected to decline, and why that is another share', () => {
    const stated = (prevalence: number, active: number, expected: number, language: 'en' | 'ru') =>
      edition(
        managementReport({
          ...findings,
          stake: { ...findings.stake, active, expected },
          occasion: { ...findings.occasion, prevalence },
        }),
        language,
      )
    const english = stated(0.1, 1000, 280, 'en')
    expect(english).toContain('about 280 of them (28%) are expected to buy less')
    expect(english).toContain('more than the stated share')
    expect(english).toContain('the totals below are too high')
    expect(stated(0.5, 1000, 280, 'en')).toContain('the totals below are too low')
    expect(stated(0.28, 1000, 280, 'en')).toContain('(28%) are expected to buy less')
    expect(stated(0.28, 1000, 280, 'en')).not.toMatch(/than the stated share/)
    expect(stated(0.1, 1000, 280, 'ru')).toContain('итоги ниже завышены')
    expect(stated(0.5, 1000, 280, 'ru')).toContain('итоги ниже занижены')
  })

  it('says how many declines the tables give no sign of, and withholds it where they are few', () => {
    const share = (estimate: number) => ({ estimate, lower: estimate - 0.04, upper: estimate + 0.04 })
    const made = (unexpected: number) =>
      managementReport({
        ...findings,
        certainty: { ...findings.certainty, unexpected: share(unexpected), silent: share(0.13) },
      })
    for (const [language, part] of [
      ['ru', 'вероятность спада была ниже средней'],
      ['en', 'had a probability of decline below the average'],
    ] as const) {
      expect(edition(made(0.22), language)).toContain(part)
      expect(edition(made(0.08), language)).not.toContain(part)
    }
  })

  it('says what an order that tells the outcome means, and nothing of it where there is none', () => {
    const made = (order?: ManagementFindings['certainty']['order']) =>
      managementReport({ ...findings, certainty: { ...findings.certainty, ...(order && { order }) } })
    for (const [language, order, figures] of [
      ['ru', 'порядке, по которому видно', /в 99\s%\sслучаев, во всех остальных частях — в 66\s%/],
      ['en', 'an order that tells who bought less', /in 99% of cases, in all other parts in 66%/],
    ] as const) {
      const full = edition(made({ easiest: 0.985, others: 0.66 }), language)
      expect(full).toContain(order)
      expect(full).toMatch(figures)
      const told = edition(made('told'), language)
      expect(told).toContain(order)
      expect(told).not.toMatch(figures)
      expect(edition(made(), language)).not.toContain(order)
    }
  })

  it('gives scale: what the plan keeps of what is at risk, and a likely loss beside the upper bound', () => {
    const made = managementReport({
      ...findings,
      stake: {
        ...findings.stake,
        profit: 12_000,
        atRisk: 6000,
        lostShare: { low: 0.25, likely: 0.5, high: 1 },
      },
      money: { ...findings.money, cost: 60, kept: 120 },
    })
    const [ru, en] = [edition(made, 'ru'), edition(made, 'en')]
    expect(en).toContain(
      'That is 2.0% of the profit at risk and 1.0% of all profit; about 60 is left after cost.',
    )
    expect(ru).toMatch(
      /Это 2,0\s%\sприбыли под угрозой и 1,0\s%\sвсей прибыли; за вычетом затрат остаётся около 60\./,
    )
    expect(en).toContain('the assumption of the file offers.json is 50% (25% to 100%)')
    expect(en).toContain('likely loss is then about 3,000 (1,500 to 6,000), 25% of profit')
    expect(ru).toMatch(/вероятная потеря — около 3\s000 \(от 1\s500 до 6\s000\), 25\s% прибыли/)
    expect(en).toContain('The likely loss, if 50% of a customer’s profit goes, is 3,000')
  })

  it('says where the budget comes from, and what of it is worth spending', () => {
    const at = (money: Partial<ManagementFindings['money']>) => {
      const made = managementReport({ ...findings, money: { ...findings.money, ...money } })
      return [edition(made, 'ru'), edition(made, 'en')]
    }
    const [ru, en] = at({ budget: 60, cost: 50, worthwhileBudget: 50, statedBudget: { share: 0.01 } })
    expect(en).toContain(
      'The budget is 1.0% of the profit at risk, about 60, as the file offers.json states it.',
    )
    expect(en).toContain('The plan spends 50 of it: as much as pays for itself.')
    expect(en).toContain('The plan spends the best amount, about 50: beyond that')
    expect(ru).toContain('План тратит из него 50 — столько, сколько окупается.')
    expect(ru).toContain('План тратит столько, сколько выгоднее всего, — около 50')
    const [ruPoor, enPoor] = at({
      budget: 60,
      cost: 59.9,
      worthwhileBudget: 90,
      statedBudget: { amount: 60 },
    })
    expect(enPoor).toContain(
      'The budget is 60, as the file offers.json states it. The plan spends all of it.',
    )
    expect(enPoor).toContain('The best amount to spend would be about 90')
    expect(ruPoor).toContain('Бюджет — 60: его стоит увеличить.')
    expect(enPoor).not.toContain('spends the best amount')
  })

  it('says what is left at the low end of the effects', () => {
    const at = (lowEnd: ManagementFindings['money']['lowEnd']) => {
      const money = { ...findings.money, lowEnd, effects: { planned: 3, measured: 0 } }
      return edition(managementReport({ ...findings, money }), 'en')
    }
    expect(at({ net: -30, paying: 0, anyPays: false })).toContain(
      'no offer to anyone pays, and the plan loses about 30.',
    )
    const some = at({ net: 12, paying: 2, anyPays: true })
    expect(some).toContain('2 of the plan’s 3 kinds of offers pay, and the plan gains about 12.')
    expect(at({ net: -9, paying: 0, anyPays: true })).toContain(
      'none of the plan’s kinds of offers pays, and the plan loses about 9',
    )
  })

  it('names each threshold, and links to where it is derived', () => {
    const threshold = [
      [/граница сегментов — /, /cut of the segments: /],
      [/задана в файле offers\.json \(поле riskFrom\)/, /set in the file offers\.json \(field riskFrom\)/],
    ]
    const linked = managementReport({
      ...findings,
      notebooks: [{ name: '06-segments-and-offers', title: '6. Segments', question: '' }],
    })
    for (const [place, language] of (['ru', 'en'] as const).entries()) {
      for (const names of threshold) expect(edition(page, language)).toMatch(names[place])
      expect(edition(linked, language)).toMatch(/<a href="06-segments-and-offers\.html">(Как|How) /)
      expect(edition(page, language)).not.toMatch(/<a href="06-segments-and-offers\.html">(Как|How) /)
    }
    const other = { ...findings, who: { ...findings.who, cuts: { ...findings.who.cuts, probability: 0.33 } } }
    expect(edition(managementReport(other), 'ru')).toMatch(/Это не граница сегментов \(33.%\)/)
    expect(edition(managementReport(other), 'en')).toContain('It is not the cut of the segments above (33%)')
  })

  it('names the unit of money, or asks for it', () => {
    const { unit: _, ...without } = findings
    const asked = managementReport(without)
    expect(edition(asked, 'en')).toContain(
      'The unit of the sums is not stated: write it into the file offers.json',
    )
    expect(edition(asked, 'ru')).toContain('впишите единицу в файл offers.json')
    const named = managementReport({ ...findings, unit: { ru: 'тыс. руб.', en: 'thousand roubles' } })
    expect(edition(named, 'en')).toContain('Unit of all sums: thousand roubles.')
    expect(named).not.toContain('is not stated')
  })

  it('says whose effects experiments measured', () => {
    const at = (measured: number) => {
      const money = { ...findings.money, effects: { planned: 3, measured } }
      const made = managementReport({ ...findings, money })
      return [edition(made, 'ru'), edition(made, 'en')]
    }
    const [ruNone, enNone] = at(0)
    expect(ruNone).toContain('Действие предложений не измерено')
    expect(enNone).toContain('The effect of the offers has not been measured')
    const [ruSome, enSome] = at(2)
    expect(ruSome).toContain('Эффект измерен экспериментами у 2 из 3 видов предложений плана')
    expect(enSome).toContain('Experiments measured the effect of 2 of the plan’s 3 kinds of offers')
    const [ruAll, enAll] = at(3)
    expect(ruAll).toContain('Эффект всех предложений плана измерен экспериментами')
    expect(enAll).toContain('The effects of all offers of the plan were measured by experiments')
    for (const text of [ruSome, ruAll]) expect(text).not.toContain('Действие предложений не измерено')
    for (const text of [enSome, enAll])
      expect(text).not.toContain('effect of the offers has not been measured')
    expect(enAll).not.toContain('erred independently')
  })

  it('accounts for every customer of the tables, and says why some are left out', () => {
    const lede = (of: string, language: 'ru' | 'en') =>
      /<p class="lede">(.*?)<\/p>/.exec(edition(of, language))![1].replaceAll('\u00a0', ' ')
    expect(lede(page, 'en')).toMatch(
      /^60 customers bought in each .* The others: fewer than 5 bought nothing .* or lack rows in market_time\.csv and cannot be judged\. /,
    )
    const stake = {
      ...findings.stake,
      total: 1300,
      active: 632,
      withoutProfit: 20,
      inactive: 7,
      incomplete: 641,
    }
    const lacking = {
      ...findings,
      stake: { ...stake, lackingTables: ['market_money.csv', 'market_time.csv'] },
    }
    const english = lede(managementReport(lacking), 'en')
    expect(english).toContain('Of 1,300 customers, 632 bought in each')
    expect(english).toContain('641 lack rows in market_money.csv and market_time.csv')
    expect(english).toContain('20 bought in each month, but money.csv states no profit')
    const russian = lede(managementReport(lacking), 'ru')
    expect(russian).toContain('Из 1 300 клиентов 632 покупали в каждом из трёх месяцев')
    expect(russian).toContain(
      'в market_money.csv и market_time.csv есть не все их строки, и оценить их нельзя — 641',
    )
    expect(russian).toContain('прибыль в money.csv не указана, и решений о них нет — 20')
    const whole = { ...stake, active: 1300, withoutProfit: 0, inactive: 0, incomplete: 0, lackingTables: [] }
    expect(lede(managementReport({ ...findings, stake: whole }), 'en')).not.toContain('The others')
  })

  it('says that losses are concentrated only where they are', () => {
    const spread = (atRisk: number): ManagementFindings => ({
      ...findings,
      stake: {
        ...findings.stake,
        concentration: [
          { customers: 0, atRisk: 0 },
          { customers: 0.2, atRisk },
          { customers: 1, atRisk: 1 },
        ],
      },
    })
    const told = (atRisk: number) => edition(managementReport(spread(atRisk)), 'en')
    expect(told(0.7)).toContain('The losses are concentrated: 20% of customers account for 70%')
    expect(told(0.25)).toContain('The losses are spread rather evenly: 20% of customers account for 25%')
    expect(told(0.25)).not.toContain('no need to work on everyone')
  })

  it('names no sign where none raises the risk by a point, and compares with others only where there are', () => {
    const themes = findings.why.themes.map((theme) => ({
      ...theme,
      points: theme.points / 1000,
      sign: undefined,
    }))
    const poor = managementReport({ ...findings, why: { ...findings.why, themes } })
    expect(edition(poor, 'en')).toContain('No sign stands out')
    expect(edition(poor, 'ru')).toContain('Заметных признаков нет')
    for (const text of ['The main signs', 'How customers at risk differ from the others'])
      expect(edition(poor, 'en')).not.toContain(text)
  })

  it('stays readable when nothing is at risk, and without an experiment', () => {
    const { experiment: _, ...others } = findings
    const nothing: ManagementFindings = {
      ...others,
      stake: { ...findings.stake, profit: 0, atRisk: 0, expected: 0, concentration: [] },
      who: { ...findings.who, segments: [], map: [], offMap: 0 },
      why: { riskFrom: 0.5, customers: 0, atRisk: 0, themes: [], kinds: [] },
      what: { customers: 0, withoutConsent: 0, contacts: 0, contactLimit: Infinity, offers: [] },
      money: {
        ...findings.money,
        cost: 0,
        kept: 0,
        policies: [],
        curve: [],
        assumptions: [],
        breakEven: undefined,
      },
      certainty: { ...findings.certainty, precision: undefined, calibration: [] },
    }
    const poor = managementReport(nothing)
    expect(poor).not.toContain('experiment.csv')
    expect(withoutScripts(poor)).not.toMatch(/NaN|undefined|Infinity|class="chart"/)
    expect(names(edition(poor, 'ru'))).toEqual(names(edition(page, 'ru')))
  })
})
