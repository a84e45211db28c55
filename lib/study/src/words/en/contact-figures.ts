import type { Values } from '../values'

/** Texts of the figures of whom it pays to contact. */
export const contacts = {
  money: (months: number) => `money in ${months} months`,
  profit: {
    title: 'Profit by cut-off',
    description: ({ cutOff, from, to }: Values<'cutOff' | 'from' | 'to'>) =>
      `Profit kept less the cost of contacts, by the probability from which customers are contacted. Most at ${cutOff} (${from} to ${to}).`,
    profit: 'profit',
    hover: 'from %{x:.0f}%: %{customdata} contacted, profit %{y:,.0f}<extra></extra>',
    learned: (cutOff: string) => `learned, ${cutOff}`,
    naive: (cutOff: string) => `naive, ${cutOff}`,
    axis: 'contacted from this probability on (%)',
  },
  rules: {
    title: 'Whom to contact: profit of five rules',
    learned: 'learned cut-off',
    naive: (cutOff: string) => `from ${cutOff} on`,
    everyone: 'everyone',
    noOne: 'no one',
    ownWorth: 'by own worth',
    contacted: (customers: string) => `${customers} contacted, `,
    fewerThan: (customers: string) => `fewer than ${customers}`,
    rule: ({ name, contacted, profit }: Values<'name' | 'contacted' | 'profit'>) =>
      `${name}: ${contacted}profit ${profit}`,
    hover: '%{y}: %{customdata}profit %{x:,.0f}<extra></extra>',
  },
}

export type ContactFigures = typeof contacts
