import type { Customers } from '../customers/customers'
import { isFew } from '../customers/small-groups'
import { countStandings } from '../customers/standing'
import { leftOutGroups, populationOf, toldPopulation } from '../customers/told-counts'
import { withheldWord } from '../study/few-customers'
import { formatCount } from '../words/number-format'
import type { Narrative, Phrase } from './narrative'

type Counted = Pick<Customers, 'count' | 'activeRows' | 'decisionRows' | 'trainingRows'>

/**
 * Writes numbers of rows of the tables: one that is few, or tells together with what pages state of the customers of whom
 * fewer than five something does not hold, is withheld.
 */
export function rowCounter(customers: Counted & Pick<Customers, 'standing'>): (rows: number) => string {
  const population = populationOf(customers)
  const { decided, active, learned } = population
  const { inactive, incomplete } = countStandings(customers.standing)
  const parts = [inactive, incomplete, active - decided, active - learned]
  // Where one part is few, pages tell of some of them together only.
  const untold = parts.some((part) => isFew(part)) ? parts : []
  const told = toldPopulation(population)
  return (rows) => {
    if (isFew(rows)) return withheldWord
    if (told.total === undefined && rows % population.total === 0 && rows > 0) return 'of all customers'
    const counts = [...Object.values(told), ...[2, 3, 4].map((times) => times * population.total)]
    const tells = counts.some((count) => isFew(Math.abs(rows - count)))
    return tells || untold.includes(rows) ? withheldWord : formatCount(rows)
  }
}

/** Who takes part in the study, and why the others do not; what would tell of fewer than five is withheld. */
export function takingPartInWords(
  { count, customers: few, percent }: Pick<Narrative, 'count' | 'customers' | 'percent'>,
  customers: Counted & Pick<Customers, 'standing'>,
): Phrase {
  const told = toldPopulation(populationOf(customers))
  const { inactive, incomplete } = countStandings(customers.standing)
  const withoutProfit = customers.activeRows.length - customers.decisionRows.length
  const profit = withoutProfit > 0 ? ', and their profit is known' : ''
  const decided = few('decided', customers.decisionRows.length)
  const start: Phrase =
    told.total === undefined || told.decided === undefined
      ? [decided, ` customers are active${profit}`]
      : [
          'Of ',
          count('customers', told.total),
          ' customers ',
          decided,
          ` are active${profit} (`,
          percent('decidedShare', told.decided / told.total, 1),
          ')',
        ]
  const others = leftOutGroups([
    { customers: inactive, reason: 'bought nothing in at least one month' },
    { customers: incomplete, reason: 'lack rows in a table' },
    { customers: withoutProfit, reason: 'are active without a known profit' },
  ]).map(
    ({ customers: n, reasons }, i): Phrase => [
      '; ',
      few(`leftOut${i + 1}`, n),
      ' others ',
      reasons.join(' or '),
    ],
  )
  const setAside = customers.activeRows.length - customers.trainingRows.length
  const learned: Phrase =
    told.learned === undefined
      ? setAside > 0
        ? ' The models learn from the active ones but a few, kept out for implausible values.'
        : ' The models learn from all active ones.'
      : [
          ' The models learn from ',
          count('training', told.learned),
          ' active ones, those without implausible values.',
        ]
  return [start, ...others, '.', learned]
}
