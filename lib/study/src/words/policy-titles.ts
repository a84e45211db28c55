import { pairedTexts } from './language'

/** Rules to spend a budget by, the plan among them. */
export const policyTitles = pairedTexts(({ policyNames }) => policyNames)
