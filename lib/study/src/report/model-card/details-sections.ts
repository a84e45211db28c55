import { escapeHidden } from '@one-click/core'
import { isFew, tellsOfFew } from '../../customers/small-groups'
import { leftOutGroups } from '../../customers/told-counts'
import { fewInWords, withheldWord } from '../../study/few-customers'
import { type PooledQuarters, pooledVerdict } from '../../study/pooled-quarters'
import { syntheticNotice } from '../../study/provenance'
import { formatCount, formatDecimal, formatPercent } from '../../words/number-format'
import { storeName } from '../../words/store-name'
import type { CardCustomers, ModelCardContent } from './card-content'
import { type CardBlock, list, paragraph, section, subsection, table } from './card-document'
import { learnedInWords, toldOfCard } from './told-customers'

/** Model details: what it is, how it was made, what it consists of. */
export function modelDetails(content: ModelCardContent): CardBlock[] {
  const { day, fingerprint, source, seed, splits, final, versions } = content
  const library = versions.find(({ component }) => component === 'one-click')!
  const facts = [
    { name: 'model', value: `${content.chosen}, probability that a customer buys less` },
    { name: 'date of this run', value: `${day} (UTC)` },
    { name: 'library version', value: library.version },
    { name: 'file', value: `model.json, ${formatCount(final.bytes)} bytes` },
    { name: 'checksum of the file', value: final.checksum || 'none' },
    {
      name: 'tables',
      value: `folder “${escapeHidden(source.folder)}”${source.synthetic ? ', synthetic' : ''}`,
    },
    { name: 'fingerprint of the tables', value: fingerprint },
    { name: 'seed', value: String(seed) },
    { name: 'cross-validation', value: `${splits.folds} folds, ${splits.repeats} repeats` },
    { name: 'licence of the code', value: 'MIT' },
  ]
  const pair = [
    { title: 'what', value: ({ name }: { name: string }) => name },
    { title: 'value', value: ({ value }: { value: string }) => value },
  ]
  return [
    section('Model details'),
    table('The model', facts, pair),
    paragraph(
      'The procedure: features are computed from the tables, categories are encoded as they occur in the training ' +
        'customers, the estimator is fitted, and a curve is fitted that turns its output into a probability. Where ' +
        'settings are searched, that happens inside the training customers. The model that is written out is this ' +
        'procedure fitted once more on all training customers.',
    ),
    table('Settings of the model that is written out', final.settings, pair),
    paragraph(
      `It reads ${formatCount(final.features.length)} features and learned ${formatCount(final.categories)} favourite categories:`,
    ),
    list(...final.features),
    table(
      'Software',
      versions.map(({ component, version }) => ({ name: component, value: version })),
      pair,
    ),
    paragraph(
      'A model card follows M. Mitchell et al., “Model Cards for Model Reporting” (FAT* 2019). This one is written by ' +
        'code: every number in it is computed in the run that wrote it. Questions and corrections: to whoever keeps ' +
        'this study at the store.',
    ),
  ]
}

/** Intended use, and uses that are out of scope. */
export function intendedUse(): CardBlock[] {
  return [
    section('Intended use'),
    paragraph(
      `For every active customer of the store ${storeName} (one who bought in each of the last three months) the ` +
        `model states the probability that the activity of the customer has fallen, or falls where the outcome is open. Together with the ` +
        'customer’s profit it ranks whom to make an offer, and its contributions say which signs speak for a decline.',
    ),
    list(
      [{ strong: 'Users' }, ': analysts and marketing of the store; auditors of the study.'],
      [
        { strong: 'Meant for' },
        ': choosing offers under a budget, planning an experiment, estimating profit at risk.',
      ],
    ),
    subsection('Out of scope'),
    list(
      'Customers who are not active: new ones, and those who bought nothing in one of the three months. They get no probability.',
      'Other stores, other definitions of activity, and other horizons.',
      'Raising prices, refusing service, or any other decision to a customer’s disadvantage.',
      'Causes. A contribution says what the model goes by, not what would happen if it were changed; only an experiment shows that.',
      'The effect of an offer: nothing in these tables was measured after an offer.',
    ),
  ]
}

/** Factors along which errors may differ. */
export function factors({ errors, source }: ModelCardContent): CardBlock[] {
  return [
    section('Factors'),
    paragraph(
      'Errors are looked at by service tier, favourite category, days since registration and consent to messages, by ' +
        `service tier and consent together${errors.segments ? ', and by segment of risk and profit' : ''}. Age, sex, ` +
        'place and income are not in the tables, so errors by them cannot be measured.',
    ),
    paragraph(
      `${source.synthetic ? syntheticNotice.en : 'The tables are as they were given to the study.'} Values further from the median than any customer plausibly gets ` +
        'are set aside from learning; misspelt words are corrected and reported when the tables are read.',
    ),
  ]
}

/** Metrics and why these. */
export function metricsSection({ splits }: ModelCardContent): CardBlock[] {
  return [
    section('Metrics'),
    list(
      [
        { strong: 'Log loss' },
        ' decides between procedures: offers are weighed by probability × profit and so need probabilities that hold.',
      ],
      [
        { strong: 'ROC-AUC' },
        ': how often a customer who buys less is put above one who does not. 0.5 is chance.',
      ],
      [{ strong: 'Brier score' }, ': mean squared distance between probability and outcome.'],
      [{ strong: 'Calibration' }, ': whether of customers given 70% about 70 of 100 decline.'],
      [
        { strong: 'Conformal sets' },
        ': whether sets that should hold a customer’s outcome with a stated chance do so.',
      ],
    ),
    paragraph(
      `All are measured on customers that the judged model has not seen, in ${splits.folds} folds in ${splits.repeats} repeats with ` +
        `different splits. “±” is the standard deviation over the ${splits.folds * splits.repeats} folds. ` +
        'Intervals are 95% bootstrap intervals: customers are drawn anew, each with all predictions made for them. No ' +
        'threshold is part of the model: from which probability on an offer pays depends on money.',
    ),
  ]
}

/** Training and evaluation data, and what was left out. */
export function dataSection({
  customers,
  implausible,
  fingerprint,
  splits,
  chosen,
  pooled,
}: ModelCardContent): CardBlock[] {
  const rows = customerRows(customers, implausible)
  return [
    section('Training data'),
    table('Customers', rows, [
      { title: 'customers', value: ({ name }) => name },
      { title: 'number', value: ({ count }) => count, align: 'right' },
      { title: 'why', value: ({ why }) => why },
    ]),
    paragraph([
      'Four tables of one moment: customers with the outcome, revenue of three months, minutes on the site of two ' +
        'months, profit. Their fingerprint (SHA-256 of the content, whatever the encoding or dialect of the files) is ',
      { code: fingerprint },
      '; ',
      { code: 'npm run validate' },
      ' prints it for any tables. Profit, customer numbers and the outcome are no features.',
    ]),
    ...(pooled ? pooledSection(pooled, chosen) : []),
    section('Evaluation data'),
    paragraph(
      `The same ${learnedInWords(customers)}, each judged by models that were fitted without them ` +
        `(in ${splits.repeats} different splits). Encoding, search of settings, calibration and, for the figures that ` +
        'count, the choice of the procedure happen inside the training folds. Fixed beforehand by those who wrote the study ' +
        'are the list of features and the procedures with their candidates; they compared variants on the tables it was ' +
        'developed on, so that on tables like those even these figures are somewhat flattered. No later quarter has been ' +
        'measured yet.',
    ),
  ]
}

/** Customers of the tables by what becomes of them; numbers that would tell of few are withheld. */
export function customerRows(
  customers: CardCustomers,
  implausible: ModelCardContent['implausible'],
): { name: string; count: string; why: string }[] {
  const { inactive, incomplete, setAside, training, declining, lackingTables } = customers
  const told = toldOfCard(customers)
  const written = (count: number | undefined) => (count === undefined ? withheldWord : formatCount(count))
  const lacking = incomplete > 0 ? ` (${lackingTables.join(', ')})` : ''
  const leftOut = leftOutGroups(
    [
      {
        customers: inactive,
        reason: { name: 'inactive', why: 'bought nothing in at least one of the three months' },
      },
      {
        customers: incomplete,
        reason: { name: 'incomplete', why: `a table lacks rows of the customer${lacking}` },
      },
    ],
    told.active === undefined,
  )
  return [
    { name: 'in the tables', count: written(told.total), why: '' },
    ...leftOut.map(({ customers: n, reasons }) => ({
      name: `not scored: ${reasons.map(({ name }) => name).join(' or ')}`,
      count:
        told.active !== undefined && (isFew(n) || told.total !== undefined) ? fewInWords(n) : withheldWord,
      why: reasons.map(({ why }) => why).join(', or '),
    })),
    { name: 'active, scored', count: written(told.active), why: 'bought in each of the last three months' },
    {
      name: 'scored, not learned from',
      count:
        told.active !== undefined && (isFew(setAside) || told.learned !== undefined)
          ? fewInWords(setAside)
          : withheldWord,
      why:
        implausible.length === 0
          ? 'no implausible value was found'
          : `implausible value: ${implausible.map(({ input, customers: n }) => `${input} (${fewInWords(n)})`).join(', ')}`,
    },
    { name: 'learned from', count: written(told.learned), why: 'active, without implausible values' },
    {
      name: 'of these, activity declined',
      count: told.learned === undefined ? withheldWord : fewInWords(declining),
      why: tellsOfFew({ events: declining, total: training }) ? '' : formatPercent(declining / training, 1),
    },
  ]
}

/** Earlier quarters that were learned from, and what they change. */
function pooledSection({ quarters, alone, difference }: PooledQuarters, chosen: string): CardBlock[] {
  const { logLoss } = difference
  return [
    subsection('Earlier quarters'),
    table('Learned from as well', quarters, [
      { title: 'folder', value: ({ folder }) => `“${escapeHidden(folder)}”` },
      { title: 'fingerprint', value: (quarter) => quarter.fingerprint },
      { title: 'learned from', value: (quarter) => formatCount(quarter.customers), align: 'right' },
    ]),
    paragraph(
      'Their rows are only learned from: every figure of this card is one of the customers above, and nobody is judged by ' +
        'a model that saw the same customer in another quarter. Probabilities are calibrated at the share of declines of ' +
        'all quarters together.',
    ),
    paragraph(
      `On the same folds without earlier quarters ${chosen} reaches a log loss of ${formatDecimal(alone.logLoss.mean)}; with ` +
        `them it differs by ${formatDecimal(logLoss.estimate)} (95% interval ${formatDecimal(logLoss.lower)} to ` +
        `${formatDecimal(logLoss.upper)}). ${pooledVerdict(logLoss)}`,
    ),
  ]
}
