/** What the catalogue of offers leaves to be said. */
export const catalogueWords = {
  assumed: 'assumed',
  measured: (customers: string) => `measured, customers: ${customers}`,
  unknownUnit: 'money unit of the tables',
}

export type CatalogueWords = typeof catalogueWords
