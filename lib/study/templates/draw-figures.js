/* Draws each figure of the page into the element that carries its data, at the width that there is. */
;(() => {
  /** Fits between the margins of A4 and Letter, in pixels. */
  const printWidth = 680
  /** With its title it fits on one page of either. */
  const printHeight = 840
  /** Below this width panels stand one under the other, and labels take less room. */
  const narrow = 520
  /** Pixels that the number of a heat map's cell needs. */
  const cellWidth = 34
  // Without a bar of buttons: a figure is an image with a name, which holds nothing to tab to.
  const settings = { displayModeBar: false, showTips: false, responsive: false }

  /** Characters as they are seen: an escaped one is one. */
  const characters = (text) => text.match(/&#?\w+;|./gsu) ?? []

  /** A label in a few lines; what is longer still is cut short. */
  const wrapped = (text, width, lines) => {
    const rows = []
    for (const word of text.split(/<br>| /)) {
      const last = rows.at(-1)
      if (last !== undefined && characters(`${last} ${word}`).length <= width)
        rows[rows.length - 1] = `${last} ${word}`
      else rows.push(word)
    }
    const fitting = rows.slice(0, lines).map((row) => {
      const seen = characters(row)
      return seen.length > width + 6 ? `${seen.slice(0, width).join('')}…` : row
    })
    if (rows.length > lines) fitting[lines - 1] += '…'
    return fitting.join('<br>')
  }

  /** Pixels of a letter of an axis title, of a line of it, and of a line of a name. */
  const [letter, titleLine, nameLine] = [7, 17, 14]

  /** How many panels stand beside and below one another. */
  const gridOf = ({ grid }) => ({ rows: grid?.rows ?? 1, columns: grid?.columns ?? 1 })

  /** Titles of axes in as many lines as the axis is too short for; below a figure they take more room. */
  const wrapTitles = (layout, width) => {
    const { l = 80, r = 8, t = 60, b = 60 } = layout.margin ?? {}
    const { rows, columns } = gridOf(layout)
    let most = 1
    for (const [key, axis] of Object.entries(layout).filter(([name]) => /^[xy]axis/.test(name))) {
      const text = axis.title?.text ?? axis.title
      if (typeof text !== 'string') continue
      const isHorizontal = key.startsWith('x')
      const [from, to] = axis.domain ?? [0, 1 / (isHorizontal ? columns : rows)]
      const room =
        (to - from) *
        (isHorizontal
          ? width - Math.max(l, (width < narrow ? 0.4 : 0.25) * width) - r
          : layout.height - t - b)
      const fitting = wrapped(text, Math.max(12, Math.floor((0.95 * room) / letter)), 4)
      layout[key] = {
        ...axis,
        title: { font: { size: 13 }, ...(typeof axis.title === 'object' && axis.title), text: fitting },
      }
      if (isHorizontal) most = Math.max(most, fitting.split('<br>').length)
    }
    layout.height += rows * (most - 1) * titleLine
    layout.margin = { ...layout.margin, b: b + (most - 1) * titleLine }
  }

  /** Names on vertical axes, wrapped; a figure grows where their lines would meet. */
  const nameAxes = (data, layout, isNarrow) => {
    const { rows } = gridOf(layout)
    const { t = 60, b = 60 } = layout.margin ?? {}
    let needed = 0
    for (const key of Object.keys(layout).filter((name) => name.startsWith('yaxis'))) {
      const axis = layout[key]
      const traces = data.filter((trace) => (trace.yaxis ?? 'y') === key.replace('axis', ''))
      const names = axis.ticktext
        ? axis.tickvals
        : [...new Set(traces.flatMap(({ y }) => y ?? []))].filter((value) => typeof value === 'string')
      if (names.length === 0) continue
      const texts = axis.ticktext ?? names
      const ticktext = texts.map((text) =>
        wrapped(String(text), isNarrow ? 16 : 34, isNarrow && names.length <= 10 ? 3 : 2),
      )
      needed = Math.max(
        needed,
        ...ticktext.map((text) => text.split('<br>').length * nameLine * names.length),
      )
      layout[key] = {
        ...axis,
        tickmode: 'array',
        tickvals: names,
        ticktext,
        ...(isNarrow && { tickfont: { ...axis.tickfont, size: 10 } }),
      }
    }
    layout.height = Math.max(layout.height, Math.ceil(rows * needed * 1.1 + t + b))
  }

  /** Panels of a grid one under the other. */
  const stackPanels = (layout) => {
    const { grid } = layout
    if (!grid || grid.columns < 2) return
    const panels = Object.keys(layout).filter((name) => name.startsWith('xaxis')).length
    layout.height = Math.round(layout.height * (panels / grid.rows) * 0.85)
    layout.grid = { ...grid, rows: panels, columns: 1, ygap: 0.5 }
  }

  const fitted = ({ data, layout: given }, width) => {
    const { forPhones, ...layout } = structuredClone(given)
    const isNarrow = width < narrow
    if (isNarrow) {
      stackPanels(layout)
      layout.margin = { ...layout.margin, l: Math.min(layout.margin?.l ?? 80, 44), r: 8 }
      for (const name of Object.keys(layout).filter((key) => /^[xy]axis/.test(key))) layout[name].nticks ??= 6
      for (const note of layout.annotations ?? []) note.font = { size: 10, ...note.font }
      layout.legend = { ...layout.legend, font: { size: 11 } }
    }
    wrapTitles(layout, width)
    nameAxes(data, layout, isNarrow)
    const traces = data.map((trace) => {
      const columns = trace.type === 'heatmap' ? (trace.z[0]?.length ?? 1) : 0
      if (!trace.texttemplate || columns === 0 || (width * 0.65) / columns >= cellWidth) return trace
      const { texttemplate, ...bare } = trace
      return bare
    })
    return { data: traces, layout: { ...layout, width, autosize: false } }
  }

  const figures = new Map()
  const draw = (element, width = element.clientWidth, most = Number.POSITIVE_INFINITY) => {
    if (!figures.has(element)) {
      figures.set(element, JSON.parse(element.querySelector('script').textContent))
      element.textContent = ''
    }
    const { data, layout } = fitted(figures.get(element), width)
    layout.height = Math.min(layout.height, most)
    element.style.height = `${layout.height}px`
    return Plotly.react(element, structuredClone(data), layout, settings).then(() =>
      element.classList.add('drawn'),
    )
  }

  /** A region that scrolls can be reached by keyboard, as long as it scrolls. */
  const regions = [...document.querySelectorAll('.output.html')]
  const markRegions = () => {
    for (const region of regions) {
      const scrolls = region.scrollWidth > region.clientWidth
      const name = region.querySelector('caption')?.textContent ?? 'Table'
      for (const [key, value] of [
        ['tabindex', '0'],
        ['role', 'region'],
        ['aria-label', name],
      ]) {
        if (scrolls) region.setAttribute(key, value)
        else region.removeAttribute(key)
      }
    }
  }

  const elements = [...document.querySelectorAll('.plotly-figure')]
  const drawAll = (width, most) => {
    for (const element of elements) draw(element, width ?? element.clientWidth, most)
  }
  drawAll()
  markRegions()
  let drawnAt = innerWidth
  addEventListener('resize', () => {
    if (innerWidth === drawnAt) return
    drawnAt = innerWidth
    drawAll()
    markRegions()
  })
  addEventListener('beforeprint', () => drawAll(printWidth, printHeight))
  addEventListener('afterprint', () => drawAll())
})()
