import { readFileSync } from 'node:fs'
import { studyFile } from '../study/paths'
import { runDay } from '../study/run-day'

/** The style of the study's pages. */
export function pageStyle(day: string = runDay()): string {
  return readFileSync(studyFile('templates/style.css'), 'utf8') + printedDay(day)
}

/** The day of the run in the foot of every printed page, as the language of the edition writes it. */
export function printedDay(day: string): string {
  const foot = (written: string) =>
    `@bottom-left { color: #52606d; content: "${written}"; font: 9pt system-ui, sans-serif; }`
  return `
@media print {
  @page { ${foot(day)} }
  @page russian { ${foot(day.split('-').reverse().join('.'))} }
  [data-edition="ru"] { page: russian; }
}
`
}
