/* Draws each figure of the page into the element that carries its data. */
;(() => {
  const narrow = 640
  const printWidth = 680

  /** A long title breaks into lines that fit; Plotly itself never wraps it. */
  const wrap = (text, width, size) => {
    const limit = Math.max(20, Math.floor((width - 40) / (size * 0.56)))
    if (text.length <= limit || text.includes('<')) return text
    const lines = ['']
    for (const word of text.split(' ')) {
      const line = lines[lines.length - 1]
      if (line && `${line} ${word}`.length > limit) lines.push(word)
      else lines[lines.length - 1] = line ? `${line} ${word}` : word
    }
    return lines.join('<br>')
  }

  const fitted = (layout, width) => {
    const title = typeof layout.title === 'string' ? { text: layout.title } : { ...layout.title }
    const size = title.font?.size ?? (width < narrow ? 14 : 17)
    if (title.text) {
      Object.assign(title, { text: wrap(title.text, width, size), font: { ...title.font, size } })
      title.automargin ??= true
    }
    const { width: _, ...rest } = layout
    return { ...rest, title, autosize: true }
  }

  const draw = (element) => {
    const figure = JSON.parse(element.querySelector('script').textContent)
    const settings = { responsive: true, displaylogo: false, ...figure.config }
    element.textContent = ''
    const layout = fitted(figure.layout, element.clientWidth)
    return Plotly.newPlot(element, figure.data, layout, settings).then(() => element.classList.add('drawn'))
  }

  const elements = [...document.querySelectorAll('.plotly-figure')]
  for (const element of elements) draw(element)
  addEventListener('beforeprint', () => {
    for (const element of elements)
      Plotly.relayout(element, { width: Math.min(printWidth, element.clientWidth) })
  })
  addEventListener('afterprint', () => {
    for (const element of elements) Plotly.relayout(element, { width: null, autosize: true })
  })
})()
