import { readFileSync } from 'node:fs'
import { studyFile } from '../study/paths'
import { runDay } from '../study/run-day'
import { type Language, languages, wordsIn } from '../words/language'

/** The style of the study's pages. */
export function pageStyle(day: string = runDay()): string {
  return baseStyle() + readFileSync(studyFile('templates/style.css'), 'utf8') + printedDay(day)
}

/** What all pages have in common: colours, type, tables, the foot of printed pages. */
export function baseStyle(): string {
  return readFileSync(studyFile('templates/base.css'), 'utf8')
}

/** Shows one of the editions, which elements are chosen by. */
export function otherEditionsHidden(
  page: (language: Language) => string,
  edition: (language: Language) => string,
): string {
  const hidden = languages.flatMap((shown) =>
    languages.filter((other) => other !== shown).map((other) => `${page(shown)} ${edition(other)}`),
  )
  return `\n${hidden.join(',\n')} {\n  display: none;\n}\n`
}

/** The day of the run in the foot of every printed page, as the language of the edition writes it. */
export function printedDay(day: string): string {
  const foot = (written: string) =>
    `@bottom-left { color: #52606d; content: "${written}"; font: 9pt system-ui, sans-serif; }`
  const edition = (language: Language) =>
    `  @page edition-${language} { ${foot(wordsIn(language).day(day))} }\n` +
    `  [data-edition="${language}"] { page: edition-${language}; }\n`
  return `
@media print {
  @page { ${foot(wordsIn('en').day(day))} }
${languages
  .filter((language) => language !== 'en')
  .map(edition)
  .join('')}}
`
}
