import { beforeAll, describe, expect, it } from 'vitest'
import type { ManagementFindings } from '../../../../lib/study/src/report/management/findings'
import { managementReport } from '../../../../lib/study/src/report/management/page'
import {
  isOneSegment,
  leadingSegment,
  planOutcome,
} from '../../../../lib/study/src/report/management/situation'
import { studyFindings } from './study-findings'

let usual: ManagementFindings
beforeAll(async () => {
  usual = await studyFindings()
})

/** The text of one language's part of the page. */
function told(findings: ManagementFindings, language: 'ru' | 'en'): string {
  const page = managementReport(findings).replaceAll(/<script[\s\S]*?<\/script>/g, '')
  const starts = { ru: page.indexOf('<div data-edition="ru"'), en: page.indexOf('<div data-edition="en"') }
  const part = page.slice(starts[language], language === 'ru' ? starts.en : page.indexOf('</main>'))
  return part.replaceAll(/<[^>]*>/g, ' ').replaceAll(/[\s\u00a0]+/g, ' ')
}

/** Findings of a plan without offers: whatever an analysis of the budget makes of it. */
function withoutOffers(findings: ManagementFindings, worthwhileBudget: number): ManagementFindings {
  const { experiment: _, ...others } = findings
  const { breakEven: __, ...money } = findings.money
  return {
    ...others,
    what: { ...findings.what, customers: 0, withoutConsent: 0, contacts: 0, offers: [] },
    money: {
      ...money,
      cost: 0,
      kept: 0,
      worthwhileBudget,
      net: { estimate: 0, lower: 0, upper: 0 },
      chanceToPay: 0,
      effects: { planned: 0, measured: 0 },
    },
  }
}

interface OddTables {
  readonly name: string
  readonly change: (findings: ManagementFindings) => ManagementFindings
  /** What has to be said, and what must not be, in Russian and in English. */
  readonly said: readonly [ru: RegExp, en: RegExp][]
  readonly unsaid: readonly [ru: RegExp, en: RegExp][]
}

/** Gains, chances and tiles of nothing. */
const gains: readonly [RegExp, RegExp][] = [
  [/0(,0)? → 0/, /0(\.0)? → 0/],
  [/план окупается в/, /pays for itself in/],
  [/каждая потраченная единица/, /each unit of money spent/],
  [/тратит столько, сколько выгоднее/, /spends the best amount/],
  [/тратит его целиком/, /spends all of it/],
  [/результат зависит от/, /result depends most/],
  [/расходы составят/, /planned offers cost/],
  [/понадобится/, /It takes/],
  [/на нижней границе/, /low end of their ranges/],
  [/начать с эксперимента/, /begin with an experiment/],
]

const odd: readonly OddTables[] = [
  {
    name: 'no offer pays',
    change: (findings) => withoutOffers(findings, 0),
    said: [
      [
        /ни одно предложение ни одному клиенту не окупается/,
        /no offer to anyone brings back more than it costs/,
      ],
      [/Предложений, которые окупаются, нет/, /No offer pays for itself/],
      [/Все получают обычную рассылку/, /All get the usual news/],
    ],
    unsaid: gains,
  },
  {
    name: 'the limits leave no room',
    change: (findings) => withoutOffers(findings, 12),
    said: [
      [/не оставляют для них места/, /leave no room for them/],
      [/План ничего из него не тратит/, /The plan spends none of it/],
    ],
    unsaid: [...gains, [/которые окупаются, нет/, /No offer pays/]],
  },
  {
    name: 'nobody at risk',
    change: (findings) => {
      const none = withoutOffers(findings, 0)
      return { ...none, why: { ...none.why, customers: 0, atRisk: 0, themes: [], kinds: [] } }
    },
    said: [
      [/ни у кого вероятность спада не достигает/, /nobody’s probability of decline reaches/],
      [/В группе риска никого нет/, /Nobody is at risk/],
      [/Предлагать некому/, /no one to make an offer to/],
    ],
    unsaid: [
      ...gains,
      [/не окупается/, /brings back more/],
      [/отличаются от остальных/, /differ from the others/],
      [/0 клиентов с вероятностью/, /0 customers are at risk/],
    ],
  },
  {
    name: 'everyone at risk',
    change: (findings) => ({
      ...findings,
      why: { ...findings.why, customers: findings.stake.active, atRisk: findings.stake.atRisk },
    }),
    said: [[/все клиенты этого отчёта/, /All customers of this report are at risk/]],
    unsaid: [
      [/отличаются от остальных: |чем клиенты группы риска отличаются/, /how customers at risk differ/],
    ],
  },
  {
    name: 'all declines found',
    change: (findings) => ({ ...findings, certainty: { ...findings.certainty, recall: 1 } }),
    said: [[/нашла всех, кто стал покупать меньше/, /found all who bought less/]],
    unsaid: [[/остальных она не распознала/, /the others it missed/]],
  },
  {
    name: 'nearly all declines found',
    change: (findings) => ({ ...findings, certainty: { ...findings.certainty, recall: 0.997 } }),
    said: [[/нашла 99,7 % всех/, /found 99.7% of all/]],
    unsaid: [[/нашла 100 %/, /found 100%/]],
  },
  {
    name: 'no decline found',
    change: (findings) => ({ ...findings, certainty: { ...findings.certainty, recall: 0 } }),
    said: [[/не нашла никого/, /found none/]],
    unsaid: [[/остальных она не распознала/, /the others it missed/]],
  },
  {
    name: 'what was found would tell of a few',
    change: (findings) => {
      const { recall: _, precision: __, unsure: ___, ...certainty } = findings.certainty
      return { ...findings, certainty }
    },
    said: [[/судить не всегда/, /cannot always tell/]],
    unsaid: [[/Так она наш|undefined|NaN/, /In this way|undefined|NaN/]],
  },
  {
    name: 'a ranking that may be guessing',
    change: (findings) => ({
      ...findings,
      certainty: { ...findings.certainty, rightPairs: { estimate: 0.55, lower: 0.5, upper: 0.63 } },
    }),
    said: [
      [/не видно, что модель лучше угадывания/, /not shown to do better than guessing/],
      [/может быть случайностью/, /may be chance/],
      [/доходит до угадывания/, /reaches down to guessing/],
    ],
    unsaid: [],
  },
  {
    name: 'one group by the signs',
    change: (findings) => ({ ...findings, why: { ...findings.why, kinds: findings.why.kinds.slice(0, 1) } }),
    said: [[/составляют одну группу/, /form one group/]],
    unsaid: [[/одно общее предложение/, /no single offer/]],
  },
  {
    name: 'one group of risk and profit',
    change: (findings) => ({
      ...findings,
      who: { ...findings.who, segments: [{ ...findings.who.segments[0], customers: findings.stake.active }] },
    }),
    said: [[/Все клиенты попали в одну группу/, /All customers are in one group/]],
    unsaid: [[/Больше всего теряется/, /Most is lost/]],
  },
  {
    name: 'groups too small to be shown hold more',
    change: (findings) => ({
      ...findings,
      who: {
        ...findings.who,
        segments: findings.who.segments.slice(0, 1).map((one) => ({ ...one, atRisk: 0.01 })),
      },
    }),
    said: [[/Ни одна группа не выделяется/, /No group stands out/]],
    unsaid: [[/Больше всего теряется/, /Most is lost/]],
  },
]

describe('the report on odd tables', () => {
  it.each(odd)('says what is true there: $name', ({ change, said, unsaid }) => {
    for (const kind of ['open', 'rehearsal'] as const) {
      const findings = { ...change(usual), occasion: { kind } }
      for (const [place, language] of (['ru', 'en'] as const).entries()) {
        const text = told(findings, language)
        for (const claims of said) expect(text).toMatch(claims[place])
        for (const claims of unsaid) expect(text).not.toMatch(claims[place])
      }
    }
  })

  it('says none of it on usual tables', () => {
    for (const [place, language] of (['ru', 'en'] as const).entries()) {
      const text = told(usual, language)
      for (const { name, said } of odd.filter(({ name }) => !/few|group|nearly/.test(name)))
        for (const claims of said) expect(text, name).not.toMatch(claims[place])
    }
  })

  it('takes no more messages than there may be, where their number is withheld', () => {
    const { contacts: _, ...what } = usual.what
    const limited = { ...usual, what: { ...what, customers: 347, contactLimit: 194 } }
    expect(told(limited, 'ru')).toContain('понадобится не больше 194.')
    expect(told(limited, 'en')).toContain('It takes at most 194 messages and calls.')
  })

  it('asks of the findings what its sentences presuppose', () => {
    expect(planOutcome(usual)).toBe('offers')
    expect(isOneSegment(usual)).toBe(false)
    const { atRisk } = usual.stake
    const [one, two] = usual.who.segments
    const shown = (...shares: number[]) => ({
      ...usual,
      who: {
        ...usual.who,
        segments: shares.map((share, i) => ({ ...[one, two][i], atRisk: share * atRisk })),
      },
    })
    expect(leadingSegment(shown(0.3, 0.4))?.segment).toBe(two.segment)
    expect(leadingSegment(shown(0.2, 0.3))).toBeUndefined()
    expect(leadingSegment({ ...usual, stake: { ...usual.stake, atRisk: 0 } })).toBeUndefined()
    expect(leadingSegment(shown())).toBeUndefined()
  })
})
