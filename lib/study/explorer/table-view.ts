import type { Language } from '../src/words/language'
import { type Column, idColumn, type Sort } from './columns'
import { button, element, labelled, select, setAttributes } from './dom'
import type { ListedCustomer } from './listed-customers'
import { word } from './page-words'

export interface TableView {
  readonly element: HTMLElement
  /** Shows customers `first` to `first + shown.length − 1` of the list, and by what the list is sorted. */
  update(shown: readonly ListedCustomer[], first: number, sort: Sort): void
}

export interface TableActions {
  /** Sorts by a column; by the same one again in the other direction. */
  readonly sortBy: (column: Column) => void
  readonly turn: () => void
  readonly open: (customer: ListedCustomer) => void
}

/**
 * The list as a table, which narrow screens show as cards with an order to choose instead of a head.
 * @param columns after rank and id
 */
export function tableView(
  columns: readonly Column[],
  language: Language,
  { sortBy, turn, open }: TableActions,
): TableView {
  const sortableColumns = [idColumn, ...columns]
  const body = element('tbody', { role: 'rowgroup' })
  const heads = new Map<Column, HTMLElement>()
  const head = (column: Column) => {
    const sorter = button(word(column.name, language), () => sortBy(column))
    sorter.append(element('span', { class: 'arrow', 'aria-hidden': 'true' }))
    const cell = element(
      'th',
      { scope: 'col', role: 'columnheader', class: column.number ? 'number' : undefined },
      sorter,
    )
    heads.set(column, cell)
    return cell
  }
  const rank = element('th', { scope: 'col', role: 'columnheader', class: 'number' }, word('rank', language))
  const row = element('tr', { role: 'row' }, rank, head(idColumn), ...columns.map(head))
  const table = element(
    'table',
    { role: 'table', class: 'list' },
    element('caption', { class: 'hidden' }, word('list', language)),
    element('thead', { role: 'rowgroup' }, row),
    body,
  )
  const order = select(
    sortableColumns.map(({ name }) => [name, word(name, language)]),
    '',
    (name) => sortBy(sortableColumns.find((column) => column.name === name)!),
    { name: 'order' },
  )
  const direction = button('', turn, { class: 'direction' })
  const ordering = element('div', { class: 'ordering' }, labelled(word('sortBy', language), order), direction)
  return {
    element: element('div', { class: 'list-box' }, ordering, table),
    update(shown, first, { column, falling }) {
      for (const [one, cell] of heads) {
        const state = one === column ? (falling ? 'descending' : 'ascending') : undefined
        setAttributes(cell, { 'aria-sort': state })
      }
      order.value = column.name
      direction.textContent = word(falling ? 'falling' : 'rising', language)
      body.replaceChildren(
        ...shown.map((customer, i) => customerRow(customer, columns, first + i + 1, language, open)),
      )
    },
  }
}

function customerRow(
  customer: ListedCustomer,
  columns: readonly Column[],
  rank: number,
  language: Language,
  open: (customer: ListedCustomer) => void,
): HTMLElement {
  const opener = button(idColumn.show(customer, language), () => open(customer), {
    class: 'open',
    'aria-haspopup': 'dialog',
    'data-id': customer.id,
  })
  const cells = columns.map((column) =>
    element(
      'td',
      {
        role: 'cell',
        class: column.number ? `number ${column.name}` : column.name,
        'data-label': word(column.name, language),
      },
      column.show(customer, language),
    ),
  )
  return element(
    'tr',
    { role: 'row' },
    element('td', { role: 'cell', class: 'number rank', 'data-label': word('rank', language) }, String(rank)),
    element('th', { role: 'rowheader', scope: 'row' }, opener),
    ...cells,
  )
}
