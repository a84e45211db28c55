import type { CustomerModel } from '../src/evaluation/feature-preprocessor'
import { type Language, languageNames, languages } from '../src/words/language'
import { formatCount, formatMoney } from '../src/words/number-format'
import { type Column, firstSort, listColumns, type Sort, sorted } from './columns'
import { openCustomer } from './customer-dialog'
import { button, element, saveFile, setAttributes } from './dom'
import { filterView } from './filter-view'
import { type Filters, isFiltering, matches, noFilters, offerWay, totalsOf, withoutOffer } from './filters'
import { keepLanguage } from './language-choice'
import { listCsv } from './list-csv'
import { hasExperiment, type ListedCustomer, listedCustomers, type PageContent } from './listed-customers'
import { word } from './page-words'
import { type TableView, tableView } from './table-view'

/** Customers shown at a time. */
const pageRows = 50

/** The page: what is asked for (language, filters, order) and the parts that show it. */
export class Explorer {
  private readonly customers: readonly ListedCustomer[]
  private readonly dialog = element('dialog', { 'aria-labelledby': 'customer-title' })
  private readonly totals = element('div', { role: 'status' })
  private readonly channels = element('div', { class: 'channels', role: 'group' })
  private readonly nobody = element('p', { class: 'nobody' })
  private readonly pages = element('nav', { class: 'pages' })
  private table?: TableView
  private clearing?: HTMLElement
  private filters: Filters = noFilters
  private sort: Sort = firstSort
  /** The customers who meet the filters, in order. */
  private list: readonly ListedCustomer[] = []
  private first = 0

  /**
   * @param root where the page's parts go @param languageBox where the choice of language goes
   * @param model decodes the model when it is first asked for
   */
  constructor(
    private readonly root: HTMLElement,
    private readonly languageBox: HTMLElement,
    private readonly content: PageContent,
    private readonly model: () => CustomerModel,
    private language: Language,
  ) {
    this.customers = listedCustomers(content)
    this.build()
  }

  /** Makes all parts in the language of the page. */
  private build(): void {
    const { language } = this
    document.documentElement.lang = language
    document.title = word('title', language)
    this.buildLanguages()
    this.table = tableView(listColumns(hasExperiment(this.content)), language, {
      sortBy: (column) => this.sortBy(column),
      turn: () => this.order({ ...this.sort, falling: !this.sort.falling }),
      open: (customer) => this.open(customer),
    })
    setAttributes(this.channels, { 'aria-label': word('channel', language) })
    setAttributes(this.pages, { 'aria-label': word('pages', language) })
    this.nobody.textContent = word('nobody', language)
    this.clearing = button(word('clear', language), () => this.clear())
    const actions = element(
      'div',
      { class: 'actions' },
      this.clearing,
      button(word('exportCsv', language), () => this.save()),
    )
    this.root.replaceChildren(
      this.filterPart(),
      element('div', { class: 'toolbar' }, this.channels, actions),
      this.totals,
      this.table.element,
      this.nobody,
      this.pages,
      this.dialog,
    )
    this.update()
  }

  private filterPart(): HTMLElement {
    const { content, customers, filters, language } = this
    const part = element('details', { class: 'filter-part' })
    part.open = window.innerWidth > 700 || isFiltering(filters)
    part.append(
      element('summary', {}, word('filters', language)),
      filterView(content, customers, filters, language, (changed) => this.filter(changed)),
    )
    return part
  }

  private buildLanguages(): void {
    setAttributes(this.languageBox, { role: 'group', 'aria-label': word('language', this.language) })
    if (this.languageBox.childElementCount === 0) {
      const choose = (language: Language) => () => {
        this.language = language
        keepLanguage(language)
        this.build()
      }
      this.languageBox.append(
        ...languages.map((language) =>
          button(languageNames[language], choose(language), { lang: language, class: 'language' }),
        ),
      )
    }
    languages.forEach((language, i) => {
      setAttributes(this.languageBox.children[i], { 'aria-pressed': String(language === this.language) })
    })
  }

  private filter(changed: Partial<Filters>): void {
    const categories = { ...this.filters.categories, ...changed.categories }
    this.filters = { ...this.filters, ...changed, categories }
    this.first = 0
    this.update()
  }

  private clear(): void {
    this.filters = noFilters
    this.first = 0
    this.build()
    this.focusChannel()
  }

  private sortBy(column: Column): void {
    const same = column === this.sort.column
    this.order({ column, falling: same ? !this.sort.falling : column.number })
  }

  private order(sort: Sort): void {
    this.sort = sort
    this.first = 0
    this.update()
  }

  private open(customer: ListedCustomer): void {
    const { content, language, list, model } = this
    openCustomer(this.dialog, customer, { content, language, list, model })
  }

  private save(): void {
    saveFile('customers.csv', listCsv(this.list, this.content, this.language))
  }

  private update(): void {
    const { filters, language } = this
    const found = this.customers.filter((customer) => matches(filters, customer))
    this.list = sorted(found, this.sort, language)
    this.table?.update(this.list.slice(this.first, this.first + pageRows), this.first, this.sort)
    this.nobody.hidden = this.list.length > 0
    if (this.clearing) this.clearing.hidden = !isFiltering(filters)
    this.updateTotals()
    this.updateChannels()
    this.updatePages()
  }

  private updateTotals(): void {
    const { language } = this
    const totals = totalsOf(this.list)
    const entries = [
      ['customers', formatCount(totals.customers, language)],
      ['profitAtRisk', formatMoney(totals.profitAtRisk, language)],
      ['cost', formatMoney(totals.cost, language)],
      ['kept', formatMoney(totals.kept, language)],
    ] as const
    const parts = entries.map(([name, value]) =>
      element('div', { class: name }, element('dt', {}, word(name, language)), element('dd', {}, value)),
    )
    this.totals.replaceChildren(
      element('dl', { class: 'totals', title: this.content.unit[language] }, ...parts),
    )
  }

  /** By each channel how many customers get an offer, and how many get none, among those who meet the other filters. */
  private updateChannels(): void {
    const { language, filters } = this
    const others = this.customers.filter((customer) => matches({ ...filters, channel: undefined }, customer))
    const choice = (label: string, id: string | undefined, count: number) =>
      button(`${label} ${formatCount(count, language)}`, () => this.chooseChannel(id), {
        'aria-pressed': String(filters.channel === id),
        'data-channel': id ?? '',
      })
    this.channels.replaceChildren(
      choice(word('all', language), undefined, others.length),
      ...[
        ...this.content.channels.map(({ id, name }) => ({ id, label: name[language] })),
        { id: withoutOffer, label: word('withoutOffer', language) },
      ].map(({ id, label }) => choice(label, id, others.filter((one) => offerWay(one) === id).length)),
    )
  }

  private chooseChannel(channel: string | undefined): void {
    this.filter({ channel })
    this.focusChannel()
  }

  /** Buttons that were pressed are made anew or gone; the choice in force takes the focus. */
  private focusChannel(): void {
    this.channels.querySelector<HTMLElement>('[aria-pressed=true]')?.focus()
  }

  private updatePages(): void {
    const { language, list, first } = this
    this.pages.hidden = list.length <= pageRows
    const last = Math.min(list.length, first + pageRows)
    const turn = (name: 'previous' | 'next', to: number) =>
      button(
        word(name, language),
        () => {
          this.first = to
          this.update()
          this.root.querySelector<HTMLElement>('.list button.open')?.focus()
        },
        { 'aria-disabled': to < 0 || to >= list.length ? 'true' : undefined },
      )
    const numbers = [first + 1, last, list.length].map((count) => formatCount(count, language))
    const place = `${word('rows', language)} ${numbers[0]}–${numbers[1]} ${word('of', language)} ${numbers[2]}`
    this.pages.replaceChildren(
      turn('previous', first - pageRows),
      element('span', {}, place),
      turn('next', first + pageRows),
    )
  }
}
