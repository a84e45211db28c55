import { featureOf } from '../src/customers/features'
import type { CustomerModel } from '../src/evaluation/feature-preprocessor'
import type { InputRange } from '../src/report/explorer/input-range'
import type { Language } from '../src/words/language'
import { formatMeasure, formatPercent } from '../src/words/number-format'
import { segmentTitles } from '../src/words/segment-titles'
import { signedPoints } from './contribution-table'
import { button, type Choice, element, labelled, select, setAttributes } from './dom'
import type { ListedCustomer, PageContent } from './listed-customers'
import { categoryName, featureName, word } from './page-words'
import { type CustomerData, dataOf, scoreCustomer, segmentOf } from './what-if'

export interface WhatIfSources {
  readonly content: PageContent
  readonly language: Language
  readonly model: () => CustomerModel
}

/** A control with a way back to the customer's own value. */
interface Control {
  readonly element: HTMLElement
  reset(): void
}

/** The part that changes a customer's data and scores them anew; made when it is first opened. */
export function whatIfView(
  customer: ListedCustomer,
  sources: WhatIfSources,
  open: boolean,
  onToggle: (open: boolean) => void,
): HTMLDetailsElement {
  const details = element(
    'details',
    { class: 'what-if' },
    element('summary', {}, word('whatIf', sources.language)),
  )
  let made = false
  details.addEventListener('toggle', () => {
    onToggle(details.open)
    if (!made && details.open) details.append(...controlsAndResult(customer, sources))
    made ||= details.open
  })
  details.open = open
  return details
}

function controlsAndResult(customer: ListedCustomer, sources: WhatIfSources): HTMLElement[] {
  const { content, language } = sources
  const own = dataOf(content, customer.position)
  let data: CustomerData = own
  const result = resultView(customer, sources, own)
  const update = () => result.update(data)
  const setInput = (name: string, value: number) => {
    data = { ...data, inputs: { ...data.inputs, [name]: value } }
    update()
  }
  const setCategory = (name: string, category: string) => {
    data = { ...data, categories: { ...data.categories, [name]: category } }
    update()
  }
  const numbers = Object.entries(content.ranges).map(([name, range]) =>
    numberControl(name, own.inputs[name], range, language, (value) => setInput(name, value)),
  )
  const categories = content.modelFeatures
    .filter((name) => featureOf(name).kind === 'category')
    .map((name) => categoryControl(name, own, content, language, (value) => setCategory(name, value)))
  const controls = [...categories, ...numbers]
  const reset = button(word('reset', language), () => {
    for (const control of controls) control.reset()
    data = own
    update()
  })
  update()
  return [
    element(
      'p',
      { class: 'quiet' },
      [word(noteOf(customer), language), ...(content.shift ? [word('whatIfMoved', language)] : [])].join(' '),
    ),
    result.element,
    element('div', { class: 'controls' }, ...controls.map((control) => control.element)),
    reset,
  ]
}

/** What the final model knows of the customer. */
function noteOf({ source, flagged }: ListedCustomer) {
  if (source === 'out-of-fold') return 'whatIfNote'
  if (source === 'seen') return 'whatIfSeen'
  return flagged ? 'setAside' : 'whatIfNew'
}

/** What the final model says of the data as they are and as they would be; exact values in `data-value`. */
function resultView(
  customer: ListedCustomer,
  { content, language, model }: WhatIfSources,
  own: CustomerData,
): { element: HTMLElement; update(data: CustomerData): void } {
  const score = (data: CustomerData) => scoreCustomer(model(), content.modelFeatures, data, content.shift)
  const before = score(own)
  const describe = (probability: number) => {
    const segment = segmentOf(probability, customer.profit, content.cuts)
    return `${formatPercent(probability, 1, language)} · ${segmentTitles[segment][language]}`
  }
  const changed = element('dd', { class: 'changed' })
  const line = (name: 'listed' | 'asIs', probability: number) =>
    element(
      'div',
      {},
      element('dt', {}, word(name, language)),
      element('dd', { class: name, 'data-value': probability }, describe(probability)),
    )
  const list = element(
    'dl',
    { class: 'facts', 'aria-live': 'polite' },
    line('listed', customer.probability),
    line('asIs', before),
    element('div', {}, element('dt', {}, word('changed', language)), changed),
  )
  return {
    element: list,
    update(data) {
      const probability = score(data)
      const difference = probability === before ? '' : ` (${signedPoints(probability - before, language)})`
      changed.textContent = describe(probability) + difference
      setAttributes(changed, { 'data-value': probability })
    },
  }
}

/** A slider over the usual values and a field for any that is allowed. */
function numberControl(
  name: string,
  own: number,
  { low, high, step, minimum, maximum }: InputRange,
  language: Language,
  change: (value: number) => void,
): Control {
  const label = featureName(name, language)
  const field = element('input', { type: 'number', name, step: 'any', min: minimum, max: maximum })
  const slider = element('input', {
    type: 'range',
    name: `${name}-slider`,
    min: Math.min(low, own),
    max: Math.max(high, own),
    step,
    'aria-label': `${label}, ${word('slider', language)}`,
  })
  const hint = element('span', { class: 'hint', role: 'alert' })
  const show = (value: number) => {
    field.value = String(value)
    slider.value = String(value)
    refuse(false)
  }
  const refuse = (wrong: boolean) => {
    const bounds = [minimum, maximum].map((bound) => formatMeasure(bound, language))
    hint.textContent = wrong
      ? `${word('outOfBounds', language)} ${bounds[0]} ${word('to', language)} ${bounds[1]}`
      : ''
    setAttributes(field, { 'aria-invalid': wrong && 'true' })
  }
  field.addEventListener('input', () => {
    const value = field.valueAsNumber
    const wrong = !(value >= minimum && value <= maximum)
    refuse(wrong)
    if (wrong) return
    slider.value = String(value)
    change(value)
  })
  slider.addEventListener('input', () => {
    field.value = slider.value
    refuse(false)
    change(slider.valueAsNumber)
  })
  show(own)
  return {
    element: element('div', { class: 'control' }, labelled(label, field), slider, hint),
    reset: () => show(own),
  }
}

function categoryControl(
  name: string,
  own: CustomerData,
  content: PageContent,
  language: Language,
  change: (category: string) => void,
): Control {
  const choices = content.customers.categories[name].list.map(
    (category): Choice => [category, categoryName(name, category, language)],
  )
  const control = select(choices, own.categories[name], change, { name })
  return {
    element: element('div', { class: 'control' }, labelled(featureName(name, language), control)),
    reset: () => {
      control.value = own.categories[name]
    },
  }
}
