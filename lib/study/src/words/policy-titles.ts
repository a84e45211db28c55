import type { PolicyNames } from './en/policy-names'
import type { Bilingual } from './language'
import { pairedTexts } from './paired-texts'
import { texts } from './texts'

/** Rules to spend a budget by, the plan among them. */
export const policyTitles: Readonly<Record<keyof PolicyNames, Bilingual>> = pairedTexts({
  ru: texts.ru.policyNames,
  en: texts.en.policyNames,
})
