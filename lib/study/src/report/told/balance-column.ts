import { type Bilingual, byLanguage } from '../../words/language'

/** What a column of the balance of arms is called; one that nobody has found words for goes by its name. */
export function balanceColumn(name: string): Bilingual {
  return byLanguage(({ balanceColumns }) =>
    Object.hasOwn(balanceColumns, name) ? balanceColumns[name as keyof typeof balanceColumns] : name,
  )
}
