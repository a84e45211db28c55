import { describe, expect, it } from 'vitest'
import { featureOf, features } from '../../../../lib/study/src/customers/features'
import { valueClause } from '../../../../lib/study/src/report/told/value-clause'

/** The clause of a number beside the usual one, both languages. */
function clauseOf(name: string, value: number, usual: number): [string, string] {
  const { ru, en } = valueClause(featureOf(name), { value, usual })
  return [plain(ru), plain(en)]
}

function clauseOfWord(name: string, value: string): [string, string] {
  const { ru, en } = valueClause(featureOf(name), { value })
  return [ru, en]
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

const numbers: [string, number, number, string, string][] = [
  [
    'marketingContacts6m',
    3.5,
    4.2,
    'В среднем за полгода получает 3,5 обращения магазина в месяц, обычно получают 4,2',
    'Gets 3.5 contacts a month over six months where 4.2 are usual',
  ],
  [
    'marketingContactsCurrent',
    5,
    4,
    'В этом месяце получает 5 обращений магазина, обычно получают 4',
    'Gets 5 contacts this month where 4 are usual',
  ],
  [
    'tenureDays',
    121,
    606,
    'С магазином 121 день, у других обычно 606',
    'Has been with the store for 121 days where 606 are usual',
  ],
  [
    'promoShare',
    0.97,
    0.24,
    'Совершает по акциям 97 % покупок, у других обычно 24 %',
    'Buys 97% on promotion where 24% is usual',
  ],
  [
    'categoriesPerVisit',
    1,
    3,
    'Смотрит 1 категорию за визит, обычно смотрят 3',
    'Looks at 1 category a visit where 3 are usual',
  ],
  [
    'unpaidItems',
    5,
    3,
    'За три месяца оставляет в корзине без оплаты 5 товаров, обычно оставляют 3',
    'Leaves 5 items unpaid in three months where 3 are usual',
  ],
  [
    'revenueCurrent',
    4321.6,
    5100,
    'Покупки за этот месяц — 4 322, у других обычно 5 100',
    'Spends 4,322 this month where 5,100 is usual',
  ],
  [
    'revenuePrevious',
    99.55,
    100,
    'Покупки за прошлый месяц — 99,55, у других обычно 100',
    'Spent 99.55 last month where 100 is usual',
  ],
  [
    'revenueBeforePrevious',
    4800,
    4811,
    'Покупки за позапрошлый месяц — 4 800, у других обычно 4 811',
    'Spent 4,800 two months ago where 4,811 is usual',
  ],
  [
    'revenueChange',
    0.93,
    1.03,
    'Покупает в этом месяце на 7 % меньше, чем в прошлом, у других обычно на 3 % больше',
    'Spends 7% less this month than last month where 3% more is usual',
  ],
  [
    'revenueChangeTwoMonths',
    2.5,
    1.004,
    'Покупает в этом месяце в 2,5 раза больше, чем в позапрошлом, у других обычно столько же',
    'Spends 2.5 times as much this month as two months ago where as much is usual',
  ],
  [
    'revenueTotal',
    14000,
    15000,
    'Покупки за три месяца — 14 000, у других обычно 15 000',
    'Spent 14,000 in three months where 15,000 is usual',
  ],
  [
    'serviceErrors',
    6,
    4,
    'Встречает на сайте 6 сбоев, обычно встречают 4',
    'Meets 6 failures on the site where 4 are usual',
  ],
  [
    'pagesPerVisit',
    3,
    8,
    'Смотрит 3 страницы за визит, обычно смотрят 8',
    'Looks at 3 pages a visit where 8 are usual',
  ],
  [
    'minutesCurrent',
    21,
    13,
    'Время на сайте в этом месяце — 21 минута, у других обычно 13',
    'Spends 21 minutes on the site this month where 13 are usual',
  ],
  [
    'minutesPrevious',
    2,
    13,
    'Время на сайте в прошлом месяце — 2 минуты, у других обычно 13',
    'Spent 2 minutes on the site last month where 13 are usual',
  ],
  [
    'minutesChange',
    0.8,
    1,
    'Проводит на сайте в этом месяце на 20 % меньше времени, чем в прошлом, у других обычно столько же',
    'Spends 20% less time on the site this month than last month where as much is usual',
  ],
  [
    'minutesTotal',
    1,
    27,
    'Время на сайте за два месяца — 1 минута, у других обычно 27',
    'Spent 1 minute on the site in two months where 27 are usual',
  ],
  [
    'revenuePerMinute',
    350.4,
    400,
    'Покупки за минуту на сайте — 350, у других обычно 400',
    'Spends 350 for each minute on the site where 400 is usual',
  ],
  [
    'pagesPerCategory',
    2.5,
    1,
    'Смотрит 2,5 страницы на категорию, обычно смотрят 1',
    'Looks at 2.5 pages a category where 1 is usual',
  ],
]

describe('valueClause', () => {
  it.each(numbers)('says %s %d beside %d', (name, value, usual, russian, english) => {
    expect(clauseOf(name, value, usual)).toEqual([russian, english])
  })

  it('has words of its own for every number', () => {
    const numeric = features.filter(({ kind }) => kind === 'number')
    expect(numeric.filter(({ phrase }) => !phrase)).toEqual([])
    const declared = numeric.map(({ name }) => name)
    expect(numbers.map(([name]) => name).sort()).toEqual([...declared].sort())
  })

  it.each([
    ['serviceTier', 'премиум', 'Уровень сервиса — «премиум»', 'Has the “premium” service tier'],
    ['contactAllowed', 'да', 'Разрешает присылать сообщения', 'Allows messages'],
    ['contactAllowed', 'нет', 'Не разрешает присылать сообщения', 'Does not allow messages'],
    [
      'favouriteCategory',
      'Кухонная посуда',
      'Чаще всего смотрит категорию «Кухонная посуда»',
      'Looks most at kitchenware',
    ],
    [
      'favouriteCategory',
      '$& <b>сад</b>',
      'Чаще всего смотрит категорию «$& <b>сад</b>»',
      'Looks most at $& <b>сад</b>',
    ],
  ])('says %s %s', (name, word, russian, english) => {
    expect(clauseOfWord(name, word)).toEqual([russian, english])
  })

  it.each([
    [0, '0 страниц', '0 pages'],
    [1, '1 страницу', '1 page'],
    [2, '2 страницы', '2 pages'],
    [5, '5 страниц', '5 pages'],
    [11, '11 страниц', '11 pages'],
    [14, '14 страниц', '14 pages'],
    [21, '21 страницу', '21 pages'],
    [22, '22 страницы', '22 pages'],
    [111, '111 страниц', '111 pages'],
    [1.5, '1,5 страницы', '1.5 pages'],
    [0.999, '1 страницу', '1 page'],
    [100.7, '101 страницу', '101 pages'],
  ])('counts %d', (value, russian, english) => {
    const [ru, en] = clauseOf('pagesPerVisit', value, 8)
    expect(ru).toBe(`Смотрит ${russian} за визит, обычно смотрят 8`)
    expect(en).toBe(`Looks at ${english} a visit where 8 are usual`)
  })

  it('says that a value is usual where it reads the same', () => {
    expect(clauseOf('pagesPerVisit', 8.001, 8)).toEqual([
      'Смотрит 8 страниц за визит, это обычное значение',
      'Looks at 8 pages a visit, a usual value',
    ])
    expect(clauseOf('revenueChange', 2.51, 2.54)).toEqual([
      'Покупает в этом месяце в 2,5 раза больше, чем в прошлом, это обычное значение',
      'Spends 2.5 times as much this month as last month, a usual value',
    ])
  })

  it('says by its label what a phrase would make too much of', () => {
    // A quotient is 0 also where last month had no minutes.
    expect(clauseOf('minutesChange', 0, 1.02)).toEqual([
      'Минуты: текущий месяц к предыдущему — 0, у других обычно 1,02',
      'Minutes, this month / last month 0 where 1.02 is usual',
    ])
  })

  it('says a feature that nobody has found words for by its label', () => {
    const { group, unit, expression } = featureOf('pagesPerVisit')
    const plain = { group, unit, expression, name: 'made', russian: 'Новое', label: 'New', inModel: true }
    const made = { ...plain, kind: 'number' as const }
    expect(valueClause(made, { value: 3, usual: 8 })).toEqual({
      ru: 'Новое — 3, у других обычно 8',
      en: 'New 3 where 8 is usual',
    })
    const word = { ...plain, kind: 'category' as const }
    expect(valueClause(word, { value: 'x' })).toEqual({ ru: 'Новое — «x»', en: 'New: “x”' })
  })
})
