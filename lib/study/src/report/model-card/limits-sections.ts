import { featureOf } from '../../customers/features'
import { fewInWords } from '../../study/few-customers'
import { formatCount, formatPercent } from '../../words/number-format'
import type { ModelCardContent } from './card-content'
import { type CardBlock, list, paragraph, section } from './card-document'
import { groupCounter, learnedInWords } from './told-customers'

/** Ethical considerations and privacy. */
export function ethics({ customers, final }: ModelCardContent): CardBlock[] {
  const readsConsent = final.features.includes(featureOf('contactAllowed').label)
  return [
    section('Ethical considerations and privacy'),
    list(
      'This card names no customer: it holds counts, means and groups only. The model file holds no row of the tables, ' +
        'but values of the training customers, each column sorted for itself, salted hashes of their ids, on which ids can ' +
        'be tried, and trees that can tell something about few customers: keep it where the tables are.',
      [
        { code: 'offers.csv' },
        ', the explorer page and the files of ',
        { code: 'npm run score' },
        ' hold customer numbers and are personal data. They belong to those who need them, for as long as they need them.',
      ],
      `Messages and calls go only to customers who allowed them. Consent is ${readsConsent ? 'one' : 'none'} of the features that the model reads; errors by consent stand above.`,
      'The tables hold no age, sex or origin. Favourite category may stand in for some of these, so offers can differ ' +
        'between such groups without anyone wanting it: look at who gets which offer before sending.',
      'Who is profitable gets more offers. That follows from the aim, profit kept, and not from the model; it is for the store to decide.',
      `A wrong alarm costs an offer and a contact too many, a missed decline costs profit; no decision here bars a customer from anything. ` +
        `Active customers who are scored in spite of an implausible value, and flagged: ${fewInWords(customers.setAside)}.`,
    ),
  ]
}

/** Limits, and what would make the model wrong. */
export function limits({ customers, splits, errors }: ModelCardContent): CardBlock[] {
  const share = formatPercent(customers.declining / customers.training)
  return [
    section('Limits'),
    list(
      'One moment, one store. Seasons are not in these tables: a quarter with holidays may differ.',
      `The figures rest on the ${learnedInWords(customers)} learned from, ${share} of them declining. Intervals say how ` +
        'far that carries for customers like these, not for other customers.',
      `Folds share customers: ${splits.folds * splits.repeats} folds are no ${splits.folds * splits.repeats} independent measurements. Differences between procedures are judged with that in mind.`,
      `Groups are small: of ${formatCount(errors.attributes.length)} groups by one attribute the smallest has ` +
        `${groupCounter(customers)(Math.min(...errors.attributes.map(({ customers: n }) => n)))} customers. No error found is not no error.`,
      `The outcome is a label of the store, “activity fell” or “as before”. How much less a customer buys is not predicted, and the tables do not say how long after the features the label was given. ` +
        'Profit at risk takes the whole profit of those who decline as lost. It is an upper bound if those who hold lose nothing: their share is not counted.',
    ),
    section('What would make it wrong'),
    list(
      `Another share of declining customers than ${share}: ranking may hold, probabilities do not.`,
      'Offers that work: once customers are treated by these probabilities, outcomes depend on the treatment. Judge the model on the control group of the experiment, and learn from it.',
      'Another definition of activity, of a visit, or of marketing contacts; another currency; minutes counted in another way.',
      'A new favourite category: to the model it is none of those it knows, and it has learned nothing about it.',
      'Customers of another kind: a campaign that brings many who buy on promotion, a new service tier.',
      'Errors in the tables that stay within the plausible range: they are not found.',
    ),
  ]
}

/** When to fit the model again. */
export function retraining({ fingerprint }: ModelCardContent): CardBlock[] {
  return [
    section('When to fit it again'),
    paragraph([
      'Each quarter, before the model scores new tables, compare them with the training data: ',
      { code: 'npm run drift -- --data NEW --model reports/model.json' },
      '. It compares features, categories, the share of active customers and the scores, and the metrics where the ' +
        'outcome is known, and says by a stated rule whether to fit again.',
    ]),
    list(
      'Fit again when it says so, when outcomes of a new quarter are known, or when a definition changed.',
      [
        'To fit: ',
        { code: 'npm run train -- --data NEW --model model.json' },
        '. To look at everything again, this card included: ',
        { code: 'npm run study -- --data NEW' },
        '.',
      ],
      [
        'This card is about the model fitted on the tables with the fingerprint ',
        { code: fingerprint },
        ', and no other.',
      ],
    ),
  ]
}
