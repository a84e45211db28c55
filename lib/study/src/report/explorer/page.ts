import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '@one-click/core'
import { projectRoot, studyFile } from '../../study/paths'
import { provenanceInWords } from '../../study/provenance'
import { type Bilingual, byLanguage, type Language, languages } from '../../words/language'
import { formatPercent } from '../../words/number-format'
import { escapeHtml } from '../markup'
import { pageShell } from '../page-shell'
import { baseStyle, otherEditionsHidden, printedDay } from '../page-style'
import type { ExplorerContent } from './content'
import { explorerWords } from './explorer-words'

/** The page's program, which set-up bundles from lib/study/explorer. */
export const explorerProgram = join(projectRoot, '.cache/explorer/explorer.js')

/**
 * The analyst's page as one offline HTML file: every scored customer with risk, reasons and offer, to filter, sort
 * and export, and the model itself for what-if. It holds customers' ids and says so. Nothing is loaded from
 * anywhere, and the content security policy holds a browser to that: no request, no script but the page's own.
 *
 * @throws UserError when the page's program has not been bundled
 */
export function explorerPage({ model, ...content }: ExplorerContent): string {
  const isExperiment = content.customers.arm.list.some((arm) => arm !== 'none')
  const style =
    baseStyle() +
    readFileSync(studyFile('explorer/explorer.css'), 'utf8') +
    printedDay(content.provenance.day)
  return pageShell({
    title: explorerWords.title.en,
    styles: [
      style,
      otherEditionsHidden(
        (shown) => `html[lang="${shown}"]`,
        (other) => `header span[lang="${other}"]`,
      ),
    ],
    hasInlineStyles: false,
    body: `<header>
<nav><a href="index.html">${both(explorerWords.contents)}</a><span id="languages"></span></nav>
<h1>${both(explorerWords.title)}</h1>
<p class="notice" role="note"><strong>${both(explorerWords.notice)}</strong></p>
<p>${both(provenanceInWords(content.provenance))}</p>
<details class="about" id="about" open><summary>${both(explorerWords.meaning)}</summary><p>${both(explorerWords[content.occasion])}${prevalenceText(content)} ${both(explorerWords.about)} ${thresholdsMarkup(content)} ${both(effectWords[content.effects])}${isExperiment ? ` ${both(explorerWords.duringExperiment)}` : ''}</p></details>
<noscript><p class="notice">${both(explorerWords.noScript)}</p></noscript>
</header>
<main id="explorer"></main>
<script type="application/json" id="content">${jsonBlock(content)}</script>
<script type="application/json" id="model">${jsonBlock(model)}</script>`,
    scripts: [program()],
  })
}

const effectWords = {
  assumed: explorerWords.effectsAssumed,
  partly: explorerWords.effectsPartly,
  measured: explorerWords.effectsMeasured,
} as const

/** Where the store has stated its share of declines, what follows for the list. */
function prevalenceText({ shift, average }: Pick<ExplorerContent, 'shift' | 'average'>): string {
  if (!shift) return ''
  const { prevalenceAt, learnedAt, meanOfList } = explorerWords
  const sentence = (language: Language) => {
    const [from, to, own] = [shift.from, shift.to, average].map((share) => formatPercent(share, 0, language))
    return `${prevalenceAt[language]}, ${to}; ${learnedAt[language]} ${from}. ${meanOfList[language]} ${own}.`
  }
  return ` ${both(byLanguage((_, language) => sentence(language)))}`
}

/** From which probability on a customer is at risk, beside the cut between the segments, and where both are explained. */
function thresholdsMarkup({ riskFrom, cuts }: Pick<ExplorerContent, 'riskFrom' | 'cuts'>): string {
  const { atRiskFrom, atRiskIs, segmentsCutAt, explainedIn } = explorerWords
  return languages
    .map((language) => {
      const [risk, cut] = [riskFrom, cuts.probability].map((share) => formatPercent(share, 0, language))
      const text = `${atRiskFrom[language]} ${risk}${atRiskIs[language]} ${segmentsCutAt[language]} ${cut}`
      return `<span lang="${language}">${escapeHtml(text)} (<a href="index.html#${language}-who">${escapeHtml(explainedIn[language])}</a>).</span>`
    })
    .join('')
}

/** A text in each language; the style sheet shows that of the page. */
function both(text: Bilingual): string {
  return languages.map((language) => `<span lang="${language}">${escapeHtml(text[language])}</span>`).join('')
}

function program(): string {
  if (!existsSync(explorerProgram)) {
    throw new UserError(`${explorerProgram} is missing: run npm run setup`)
  }
  return readFileSync(explorerProgram, 'utf8')
}

/** JSON that cannot end the script element it stands in. */
function jsonBlock(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
