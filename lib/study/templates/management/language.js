/* Shows one language before anything is drawn: what the address asks for, else what was chosen here before, else
   what the browser prefers. */
;(() => {
  const root = document.documentElement
  const titleIn = (language) => root.getAttribute(`data-title-${language}`)
  const known = (language) => (language && titleIn(language) !== null ? language : undefined)
  const asked = () => known(/^#([a-z]{2})(-|$)/.exec(location.hash)?.[1])
  const kept = () => {
    try {
      return known(localStorage.getItem('study-language'))
    } catch {
      return undefined
    }
  }
  const preferred = () => known(navigator.language.toLowerCase().slice(0, 2)) ?? 'en'

  const show = (language) => {
    root.lang = language
    root.dataset.shown = language
    document.title = titleIn(language)
  }

  window.studyLanguage = { asked, show }
  show(asked() ?? kept() ?? preferred())
})()
