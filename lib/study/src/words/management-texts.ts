import { managementTexts as en, type ManagementTexts } from './en/management-texts'
import type { Language } from './language'
import { managementTexts as ru } from './ru/management-texts'

/** The texts of the report for management in each language. */
export const managementTexts: Readonly<Record<Language, ManagementTexts>> = { ru, en }
