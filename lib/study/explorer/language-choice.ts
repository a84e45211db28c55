import { type Language, languages } from '../src/words/language'

/** Where the browser keeps the choice for all pages of the study. */
const kept = 'study-language'

/**
 * The language to begin with: that of the address (`#ru`), else the one chosen before on a page of the study,
 * else the one that the browser asks for, else English.
 */
export function startingLanguage(): Language {
  const named = known(window.location.hash.slice(1)) ?? known(chosenBefore())
  return named ?? known(navigator.language.toLowerCase().split('-')[0]) ?? 'en'
}

/** Keeps a choice in the address, and in the browser where that is allowed. */
export function keepLanguage(language: Language): void {
  window.history.replaceState(null, '', `#${language}`)
  try {
    window.localStorage.setItem(kept, language)
  } catch {
    // A browser that keeps nothing has the address.
  }
}

function chosenBefore(): string | null {
  try {
    return window.localStorage.getItem(kept)
  } catch {
    return null
  }
}

function known(name: string | null): Language | undefined {
  return languages.find((language) => language === name)
}
