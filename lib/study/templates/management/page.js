/* The switch between the languages, and the figures of the language shown. */
;(() => {
  const root = document.documentElement
  /** Fits between the margins of A4 and Letter, in pixels. */
  const printWidth = 660
  /** Figures are lower on paper, so that more of them share a page. */
  const printHeight = 0.8
  /** Below this width figures take their layout for phones. */
  const narrow = 520
  const settings = { displayModeBar: false, showTips: false, doubleClick: false }
  const buttons = [...document.querySelectorAll('.switch button')]
  const charts = [...document.querySelectorAll('.chart')]
  const figures = new Map()

  const isShown = (chart) => chart.closest('[data-edition]').dataset.edition === root.dataset.shown
  const figureOf = (chart) => {
    if (!figures.has(chart)) figures.set(chart, JSON.parse(chart.nextElementSibling.textContent))
    return figures.get(chart)
  }

  const merge = (layout, changes) => {
    const merged = { ...layout }
    for (const [key, value] of Object.entries(changes)) {
      const nested = value && typeof value === 'object' && !Array.isArray(value)
      merged[key] = nested ? merge(layout[key] ?? {}, value) : value
    }
    return merged
  }

  /** Pixels of a letter of an axis title, and the share of a phone's width that the names beside the marks may take. */
  const [letter, names] = [7, 0.45]

  /** The title of the horizontal axis in two lines where the axis is too short for one. */
  const wrapTitle = (layout, width) => {
    const text = layout.xaxis?.title?.text
    const room = Math.floor(((1 - names) * width) / letter)
    if (text === undefined || text.length <= room || text.includes('<br>')) return layout
    const space = text.lastIndexOf(' ', room)
    if (space < 0) return layout
    const title = `${text.slice(0, space)}<br>${text.slice(space + 1)}`
    return merge(layout, { height: layout.height + 16, xaxis: { title: { text: title } } })
  }

  const draw = (chart, width = chart.clientWidth, scale = 1) => {
    const { data, layout } = figureOf(chart)
    const { forPhones = {}, ...common } = layout
    const own = width < narrow ? wrapTitle(merge(common, forPhones), width) : common
    const height = Math.round(scale * own.height)
    chart.style.height = `${height}px`
    const drawn = { ...structuredClone(own), width, height, dragmode: false }
    Plotly.react(chart, structuredClone(data), drawn, settings)
    chart.classList.add('drawn')
  }

  /** Draws what is in sight at once, and the rest one by one while nothing else is to be done. */
  const later = (work) =>
    window.requestIdleCallback ? requestIdleCallback(work, { timeout: 300 }) : setTimeout(work, 30)
  const waiting = () => charts.find((chart) => isShown(chart) && !chart.classList.contains('drawn'))
  const drawNext = () => {
    const chart = waiting()
    if (!chart) return
    draw(chart)
    later(drawNext)
  }
  const watch = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting && isShown(target) && !target.classList.contains('drawn')) draw(target)
    }
  })
  for (const chart of charts) watch.observe(chart)

  const mark = () => {
    for (const button of buttons)
      button.setAttribute('aria-pressed', String(button.lang === root.dataset.shown))
  }
  const show = (language) => {
    studyLanguage.show(language)
    mark()
    later(drawNext)
  }

  /** The section that is being read, to stay in it when the language changes. */
  const sectionInSight = () =>
    [...document.querySelectorAll(`[data-edition="${root.dataset.shown}"] [id]:is(h1, h2)`)]
      .filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3)
      .at(-1)

  const choose = (language) => {
    if (language === root.dataset.shown) return
    const heading = sectionInSight()
    const offset = heading?.getBoundingClientRect().top
    show(language)
    try {
      localStorage.setItem('study-language', language)
    } catch {
      // Not allowed here: the address keeps the choice.
    }
    try {
      history.replaceState(null, '', `#${language}`)
    } catch {
      location.hash = language
    }
    const counterpart = heading && document.getElementById(heading.id.replace(/^../, language))
    if (counterpart) scrollBy({ top: counterpart.getBoundingClientRect().top - offset, behavior: 'instant' })
  }

  for (const button of buttons) button.addEventListener('click', () => choose(button.lang))
  addEventListener('hashchange', () => {
    const asked = studyLanguage.asked()
    if (!asked || asked === root.dataset.shown) return
    show(asked)
    document.getElementById(location.hash.slice(1))?.scrollIntoView()
  })
  addEventListener('resize', () => {
    for (const chart of charts) {
      if (!chart.classList.contains('drawn') || chart.clientWidth === chart._fullLayout.width) continue
      if (isShown(chart)) draw(chart)
      else chart.classList.remove('drawn')
    }
  })
  addEventListener('beforeprint', () => {
    for (const chart of charts.filter(isShown)) draw(chart, printWidth, printHeight)
  })
  addEventListener('afterprint', () => {
    for (const chart of charts.filter(isShown)) draw(chart)
  })

  mark()
  document.getElementById(location.hash.slice(1))?.scrollIntoView()
  later(drawNext)
})()
