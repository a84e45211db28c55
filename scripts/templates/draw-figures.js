/* Draws each figure of the page into the element that carries its data. */
;(() => {
  /** Fits between the margins of A4 and Letter, in pixels. */
  const printWidth = 680

  const draw = (element) => {
    const figure = JSON.parse(element.querySelector('script').textContent)
    const layout = { ...figure.layout, autosize: true }
    const settings = { responsive: true, displaylogo: false, ...figure.config }
    element.textContent = ''
    return Plotly.newPlot(element, figure.data, layout, settings).then(() => element.classList.add('drawn'))
  }

  const elements = [...document.querySelectorAll('.plotly-figure')]
  for (const element of elements) draw(element)
  addEventListener('beforeprint', () => {
    for (const element of elements) {
      Plotly.relayout(element, { width: Math.min(printWidth, element.clientWidth) })
    }
  })
  addEventListener('afterprint', () => {
    for (const element of elements) Plotly.relayout(element, { width: null, autosize: true })
  })
})()
