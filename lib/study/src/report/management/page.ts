import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, studyFile } from '../../study/paths'
import { provenanceInWords } from '../../study/provenance'
import { type Language, languageNames, languages, wordsIn } from '../../words/language'
import { pageShell, provenanceLine } from '../page-shell'
import { otherEditionsHidden, pageStyle } from '../page-style'
import type { ManagementFindings } from './findings'
import { Html, html } from './html'
import { certaintySection } from './sections/certainty-section'
import { experimentSection } from './sections/experiment-section'
import { linksSection } from './sections/links-section'
import { moneySection } from './sections/money-section'
import { occasionNotice } from './sections/occasion-section'
import { offersSection } from './sections/offers-section'
import type { Section } from './sections/section'
import { stakeSection } from './sections/stake-section'
import { summary } from './sections/summary-section'
import { whoSection } from './sections/who-section'
import { whySection } from './sections/why-section'
import { type Speaker, speaker } from './speaker'

const sections = [
  stakeSection,
  whoSection,
  whySection,
  offersSection,
  moneySection,
  certaintySection,
  experimentSection,
  linksSection,
] as const

/**
 * reports/index.html: the report that management opens first, one offline file in Russian and English. It names no
 * customer: it is made of {@link ManagementFindings} alone.
 */
export function managementReport(findings: ManagementFindings): string {
  const titleIn = (of: Language) => wordsIn(of).management.page.titles[findings.occasion.kind]
  const body = html`<a class="skip" href="#content">${languages.map((each) => html`<span data-edition="${each}" lang="${each}">${wordsIn(each).management.page.skip}</span>`)}</a>
<header class="switch"><div role="group" aria-label="${languages.map((each) => wordsIn(each).management.page.language).join(' / ')}">
${languages.map(
  (each) => html`<button type="button" lang="${each}" aria-pressed="false">${languageNames[each]}</button>
`,
)}</div></header>
<main id="content" tabindex="-1">
${languages.map((each) => edition(findings, speaker(each)))}
</main>`
  return pageShell({
    title: titleIn('en'),
    data: Object.fromEntries(languages.map((each) => [`title-${each}`, titleIn(each)])),
    styles: [
      pageStyle(findings.provenance.day),
      template('page.css'),
      otherEditionsHidden(
        (shown) => `html[data-shown="${shown}"]`,
        (other) => `[data-edition="${other}"]`,
      ),
    ],
    firstScript: template('language.js'),
    body: body.markup,
    scripts: [plotly(), template('page.js')],
  })
}

/** The whole report in one language. */
function edition(findings: ManagementFindings, words: Speaker): Html {
  const { language, texts } = words
  const told = sections.map((section) => section(findings, words))
  return html`<div data-edition="${language}" lang="${language}">
<h1 id="${language}-top">${texts.page.titles[findings.occasion.kind]}</h1>
${new Html(provenanceLine(provenanceInWords(findings.provenance)[language]))}
${occasionNotice(findings, words)}
${summary(findings, words)}
<nav aria-label="${texts.page.sections}"><ol class="contents">
${told.map(
  ({ name, short }) => html`<li><a href="#${language}-${name}">${short}</a></li>
`,
)}</ol></nav>
${told.map((section) => sectionMarkup(section, language))}
</div>
`
}

function sectionMarkup({ name, heading, body }: Section, language: Language): Html {
  return html`<section aria-labelledby="${language}-${name}">
<h2 id="${language}-${name}" tabindex="-1">${heading}</h2>
${body}
</section>
`
}

function template(name: string): string {
  return readFileSync(studyFile('templates/management', name), 'utf8')
}

/** The bundle that draws; nothing in it may end the script element that holds it. */
function plotly(): string {
  const path = join(projectRoot, 'node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js')
  return readFileSync(path, 'utf8').replaceAll('</script', '<\\/script')
}
