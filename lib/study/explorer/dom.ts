/** What stands in an element: text is never read as markup. */
export type Child = Node | string | undefined

/** Attributes by name; those that are false or undefined are left out, true stands without a value. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** A new element. All content of the page is made here, so that text from tables stays text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  setAttributes(made, attributes)
  made.append(...children.filter((child): child is Node | string => child !== undefined))
  return made
}

export function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) target.removeAttribute(name)
    else target.setAttribute(name, value === true ? '' : String(value))
  }
}

/** A button that does something in the page. */
export function button(label: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label)
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') !== 'true') onClick()
  })
  return made
}

/** An entry of a select: what it stands for, and how it reads. */
export type Choice = readonly [value: string, text: string]

export function select(
  choices: readonly Choice[],
  chosen: string,
  onChange: (value: string) => void,
  attributes: Attributes = {},
): HTMLSelectElement {
  const options = choices.map(([value, text]) =>
    element('option', { value, selected: value === chosen }, text),
  )
  const made = element('select', attributes, ...options)
  made.addEventListener('change', () => onChange(made.value))
  return made
}

/** A control under its label. */
export function labelled(text: string, control: HTMLElement): HTMLLabelElement {
  return element('label', { class: 'field' }, element('span', {}, text), control)
}

/** Hands a table to the browser as a file to be saved. */
export function saveFile(name: string, csv: string): void {
  const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
