import type { ContactFigures } from '../en/contact-figures'
import { pluralRu } from '../plural'

export const contacts: ContactFigures = {
  money: (months) => `деньги за ${months} ${pluralRu(months, ['месяц', 'месяца', 'месяцев'])}`,
  profit: {
    title: 'Прибыль в зависимости от порога',
    description: ({ cutOff, from, to }) =>
      `Сохранённая прибыль за вычетом расходов на обращения, по вероятности, начиная с которой к клиентам обращаются. Больше всего при ${cutOff} (от ${from} до ${to}).`,
    profit: 'прибыль',
    hover: 'от %{x:.0f} %: обращений %{customdata}, прибыль %{y:,.0f}<extra></extra>',
    learned: (cutOff) => `найденный порог, ${cutOff}`,
    naive: (cutOff) => `наивный порог, ${cutOff}`,
    axis: 'обращаться начиная с этой вероятности (%)',
  },
  rules: {
    title: 'К кому обращаться: прибыль по пяти правилам',
    learned: 'найденный порог',
    naive: (cutOff) => `начиная с ${cutOff}`,
    everyone: 'ко всем',
    noOne: 'ни к кому',
    ownWorth: 'по выгоде от клиента',
    contacted: (customers) => `обращений ${customers}, `,
    fewerThan: (customers) => `менее ${customers}`,
    rule: ({ name, contacted, profit }) => `${name}: ${contacted}прибыль ${profit}`,
    hover: '%{y}: %{customdata}прибыль %{x:,.0f}<extra></extra>',
  },
}
