import { explorerContent } from '../../../lib/study/src/report/explorer/content'
import { explorerPage } from '../../../lib/study/src/report/explorer/page'
import { managementReport } from '../../../lib/study/src/report/management/page'
import { type Language, languages, wordsIn } from '../../../lib/study/src/words/language'
import { everyFigure } from '../report/every-figure'
import { bundleExplorer } from '../report/explorer/explorer-browser'
import { explorerCustomers, explorerSources } from '../report/explorer/explorer-sources'
import { studyFindings } from '../report/management/study-findings'

/** Figures and pages as the library makes them that is loaded together with this module. */
export async function pagesIn(language: string) {
  const known = language as Language
  await bundleExplorer()
  const content = explorerContent(explorerSources(explorerCustomers(40)))
  const { text, why, reasons } = content.customers
  return {
    languages,
    name: wordsIn(known).name,
    figures: await everyFigure(known),
    report: managementReport(await studyFindings()),
    explorer: explorerPage(content),
    toldOfCustomers: [...text.list, ...why.list, ...reasons.flat()].map((one) => one[known]),
  }
}
