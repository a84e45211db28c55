/* Shows one language before anything is drawn: what the address asks for, else what was chosen here before, else
   what the browser prefers. */
;(() => {
  const root = document.documentElement
  const known = (language) => (language === 'ru' || language === 'en' ? language : undefined)
  const asked = () => known(/^#(ru|en)(-|$)/.exec(location.hash)?.[1])
  const kept = () => {
    try {
      return known(localStorage.getItem('study-language'))
    } catch {
      return undefined
    }
  }
  const preferred = () => (navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en')

  const show = (language) => {
    root.lang = language
    root.dataset.shown = language
    document.title = language === 'ru' ? root.dataset.titleRu : root.dataset.titleEn
  }

  window.studyLanguage = { asked, show }
  show(asked() ?? kept() ?? preferred())
})()
