import type { CatalogueWords } from '../en/catalogue-words'

export const catalogueWords: CatalogueWords = {
  assumed: 'предположение',
  measured: (customers) => `измерен, клиентов: ${customers}`,
  unknownUnit: 'денежная единица таблиц',
}
