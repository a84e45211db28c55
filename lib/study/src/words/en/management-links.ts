/** Where to read on. */
export const links = {
  editions: 'Each notebook has an edition with its code.',
  short: 'Read on',
  heading: 'Where to read on',
  explorer: 'The analyst’s page',
  explorerHolds: 'individual customers with their ids: whom to call first and why (do not forward)',
  offersHold: 'the decision for each customer, with ids (do not forward)',
  offersCopyHolds:
    'the same for people, in Russian: a Russian Excel opens it by a double click (do not forward)',
  experimentHolds: 'who gets an offer in the experiment and who does not; with ids (do not forward)',
  experimentCopyHolds: 'the same for a Russian Excel (do not forward)',
  modelCard: 'Model card',
  modelCardHolds: 'purpose, data, accuracy, limits',
  modelCheck: 'Check of the model',
  modelCheckHolds: 'how these customers differ from those it learned from',
  planHolds: 'every number of the plan',
  metricsHold: 'every number of the study',
  withCode: 'with code',
  notebooks: 'The study, step by step',
}

export type LinksWords = typeof links
