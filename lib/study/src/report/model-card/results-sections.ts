import type { CalibrationBand } from '@one-click/learn'
import { outcomeSets } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { isFew } from '../../customers/small-groups'
import type { SegmentError } from '../../evaluation/segment-errors'
import { partsInWords } from '../../study/few-customers'
import { formatCount, formatDecimal, formatPercent, formatPValue, pInWords } from '../../words/number-format'
import { uncapital } from '../../words/uncapital'
import type { ModelCardContent } from './card-content'
import { type CardBlock, list, paragraph, section, subsection, table } from './card-document'
import { minCardGroupSize } from './card-groups'
import { groupCounter, learnedInWords } from './told-customers'

/** Quantitative analyses: the figures that count, all procedures, calibration, sets, errors by group. */
export function results(content: ModelCardContent): CardBlock[] {
  return [
    section('Quantitative analyses'),
    ...headline(content),
    ...comparison(content),
    ...calibration(content),
    ...conformal(content),
    ...errorsByGroup(content),
  ]
}

/** The figures that count, and beside them those that they must not be taken for. */
function headline({ nested, folds, intervals, plain, chosen }: ModelCardContent): CardBlock[] {
  const [most] = nested.picks
  return [
    subsection('The figures that count'),
    table(
      'Means over held-out folds, with 95% bootstrap intervals',
      [
        { title: 'ROC-AUC', name: 'rocAuc' },
        { title: 'log loss', name: 'logLoss' },
        { title: 'Brier score', name: 'brier' },
      ] as const,
      [
        { title: 'metric', value: ({ title }) => title },
        {
          title: 'procedure chosen inside the folds: counts',
          value: ({ name }) => tightRange(nested.intervals[name]),
          align: 'right',
        },
        { title: chosen, value: ({ name }) => tightRange(intervals[name]), align: 'right' },
        {
          title: `${chosen}, on folds that part copies`,
          value: ({ name }) => formatDecimal(plain[name].mean),
          align: 'right',
        },
      ],
    ),
    paragraph(
      'In the first column the procedure was chosen anew in every fold, by its inner folds alone, and copies of a customer ' +
        `were held out together; ${most.name} was chosen in ${formatCount(most.folds)} of ${formatCount(folds)} folds. A ` +
        'choice made by looking at all folds can flatter what is chosen. The last column is the plain figure, of folds in ' +
        'which a model may have learned from the other copy of a customer who judges it: where it is better, that is no skill.',
    ),
  ]
}

function comparison({ procedures, chosen, rule, customers }: ModelCardContent): CardBlock[] {
  const share = customers.declining / customers.training
  const entropy = -share * Math.log(share) - (1 - share) * Math.log(1 - share)
  const agrees = rule.chosen === chosen
  return [
    subsection('All procedures on the same folds'),
    table('Mean ± standard deviation over held-out folds', procedures, [
      { title: 'procedure', value: ({ name }) => (name === chosen ? `${name} (chosen)` : name) },
      { title: 'ROC-AUC', value: ({ scores }) => plusMinus(scores.rocAuc), align: 'right' },
      { title: 'log loss', value: ({ scores }) => plusMinus(scores.logLoss), align: 'right' },
      { title: 'Brier score', value: ({ scores }) => plusMinus(scores.brier), align: 'right' },
    ]),
    table('Settings chosen in the folds', procedures, [
      { title: 'procedure', value: ({ name }) => name },
      { title: 'settings', value: ({ settings }) => settings },
    ]),
    paragraph(
      `For comparison: giving every customer the same probability, ${formatPercent(share, 1)}, has a ROC-AUC of ` +
        `${formatDecimal(0.5)}, a log loss of ${formatDecimal(entropy)} and a Brier score of ` +
        `${formatDecimal(share * (1 - share))}.`,
    ),
    paragraph(
      'The rule of choice: the plainest procedure whose log loss lies within one standard error of the least one. ' +
        `Least on these tables: ${rule.best}. By the rule: ${rule.chosen}. ` +
        (agrees
          ? 'That is the chosen one.'
          : 'The chosen one is another: it was set on the tables that the study was built on. On tables like these, look again.'),
    ),
  ]
}

function calibration({ customers, calibration: { error, bands, line } }: ModelCardContent): CardBlock[] {
  const counted = groupCounter(customers)
  const held = bands.filter(({ isConsistent }) => isConsistent).length
  return [
    subsection('Do the probabilities hold?'),
    table(
      'Customers in groups of equal size by predicted probability',
      bands,
      [
        { title: 'customers', value: ({ rows }) => counted(rows), align: 'right' },
        { title: 'predicted', value: (band) => formatPercent(band.meanProbability, 1), align: 'right' },
        { title: 'declined', value: (band) => formatPercent(band.positiveRate, 1), align: 'right' },
        { title: '95% interval', value: ({ observed }) => percentRange(observed), align: 'right' },
        { title: 'what chance allows', value: ({ consistent }) => percentRange(consistent), align: 'right' },
        { title: 'within it', value: (band: CalibrationBand) => (band.isConsistent ? 'yes' : 'no') },
      ],
      ({ rows }) => [rows],
    ),
    list(
      `Expected calibration error ${formatPercent(error.estimate, 1)} (95% interval ${percentRange(error)}); were every ` +
        `probability right, chance would give ${formatPercent(error.byChance.mean, 1)} (${pInWords(error.pValue)}). The interval says how far off the probabilities may be; a large p-value is no proof that they are right.`,
      `${formatCount(held)} of ${formatCount(bands.length)} groups lie within what chance allows.`,
      Number.isNaN(line.slope.estimate)
        ? 'The probabilities part the outcomes without error or do not vary, so no calibration slope can be fitted.'
        : `Calibration slope ${withRange(line.slope)}: 1 is right, below 1 the probabilities are too extreme. ` +
            `Calibration in the large ${withRange(line.inTheLarge)} on the log-odds: 0 is right. Both together: ` +
            `${pInWords(line.pValue)} (likelihood ratio).`,
    ),
  ]
}

function conformal({
  customers,
  riskFrom,
  conformal: { coverage, thresholds },
}: ModelCardContent): CardBlock[] {
  const shares = [
    { who: 'all customers', share: coverage.all },
    { who: 'those who declined', share: coverage.positives },
    { who: 'those who held', share: coverage.negatives },
  ]
  return [
    subsection('What can be said of one customer'),
    paragraph(
      `Conformal sets that should hold the outcome of ${formatPercent(thresholds.level)} of customers, of those who ` +
        'decline and of those who hold each, measured on held-out customers:',
    ),
    table('Coverage of the sets', shares, [
      { title: 'customers', value: ({ who }) => who },
      { title: 'outcome held', value: ({ share }) => formatPercent(share.estimate, 1), align: 'right' },
      { title: '95% interval', value: ({ share }) => percentRange(share), align: 'right' },
    ]),
    paragraph(
      `Said of them: ${partsInWords(
        outcomeSets.map((set) => ({ name: set, customers: coverage.rows[set] })),
        customers.setAside,
      )}. For a new ` +
        `customer: up to a probability of ${formatPercent(Math.min(thresholds.positiveFrom, thresholds.negativeUpTo))} “holds”, from ` +
        `${formatPercent(Math.max(thresholds.positiveFrom, thresholds.negativeUpTo))} on “declines”, between them ` +
        `${thresholds.negativeUpTo < thresholds.positiveFrom ? 'like neither' : 'unsure'}. A customer like neither has a probability that is unusual for those who decline and for those who hold; the set is empty and counts as a miss.`,
    ),
    paragraph([
      'These two are bounds of the sets only. Other pages know three more probabilities: “at risk” is the same on all of ' +
        `them, ${formatPercent(riskFrom)} or more, as `,
      { code: 'offers.json' },
      ' states in ',
      { code: 'riskFrom' },
      '; the cut between the segments is found on these customers (',
      { link: 'notebook 06', page: '06-segments-and-offers.html' },
      '); the cut-off from which a contact pays follows from money (',
      { link: 'notebook 04', page: '04-models.html' },
      ').',
    ]),
  ]
}

function errorsByGroup({ errors, customers }: ModelCardContent): CardBlock[] {
  const families = [errors.attributes, errors.combined, ...(errors.segments ? [errors.segments] : [])]
  const rows = families.flat()
  const off = rows.filter(({ adjustedPValue }) => adjustedPValue <= 0.05)
  return [
    subsection('Errors by group'),
    paragraph(
      `Groups of fewer than ${minCardGroupSize} of the ${learnedInWords(customers)} are put together as ` +
        '“other”. Declined less predicted, in percentage points, is above 0 where the model is too hopeful; p-values ' +
        'test that it is 0, exactly (Poisson-binomial) and adjusted (Holm): over all groups by one attribute together, ' +
        'over those by two, and over segments. In brackets stand 95% intervals.',
    ),
    ...[...new Set(rows.map(({ grouping }) => grouping))].map((grouping) => {
      const of = rows.filter((row) => row.grouping === grouping)
      return of.some(tellsOfFew) && errors.combined.includes(of[0])
        ? paragraph(
            `Errors by ${inSentence(grouping)} are withheld: beside those by one of the two they would tell of few customers.`,
          )
        : errorTable(`Errors by ${inSentence(grouping)}`, of, groupCounter(customers))
    }),
    paragraph(
      off.length === 0
        ? 'In no group are the probabilities off by more than the noise of so many comparisons.'
        : `Probabilities are off by more than noise in: ${off.map(({ grouping, group }) => `${grouping}: ${group}`).join('; ')}.`,
    ),
  ]
}

/** Whether fewer than five of a group declined, or held. */
const tellsOfFew = ({ customers, declining }: SegmentError) =>
  isFew(declining) || isFew(customers - declining)

function errorTable(
  caption: string,
  rows: readonly SegmentError[],
  counted: (count: number) => string,
): CardBlock {
  return table(
    caption,
    rows,
    [
      { title: 'group', value: ({ group }) => group },
      { title: 'customers', value: ({ customers }) => counted(customers), align: 'right' },
      { title: 'predicted', value: (row) => formatPercent(row.meanProbability, 1), align: 'right' },
      { title: 'declined', value: ({ observed }) => formatPercent(observed.estimate, 1), align: 'right' },
      {
        title: 'declined less predicted',
        value: ({ deviation }) => pointsWithRange(deviation),
        align: 'right',
      },
      { title: 'log loss', value: ({ logLoss }) => tightRange(logLoss), align: 'right' },
      {
        title: 'ROC-AUC',
        value: ({ rocAuc }) => (rocAuc ? tightRange(rocAuc) : 'too few of a class'),
        align: 'right',
      },
      { title: 'adjusted p', value: ({ adjustedPValue }) => formatPValue(adjustedPValue), align: 'right' },
    ],
    ({ customers, declining }) => [declining, customers - declining],
  )
}

/** `0.926 ± 0.011`. */
const plusMinus = ({ mean, sd }: { readonly mean: number; readonly sd: number }) =>
  `${formatDecimal(mean)} ± ${formatDecimal(sd)}`

type Range = Pick<Interval, 'lower' | 'upper'>

const range = ({ lower, upper }: Range) => `${formatDecimal(lower)} to ${formatDecimal(upper)}`

const percentRange = ({ lower, upper }: Range) => `${formatPercent(lower, 1)} to ${formatPercent(upper, 1)}`

const withRange = (interval: Interval) => `${formatDecimal(interval.estimate)} (${range(interval)})`

/** For narrow cells and measures that are never negative: `0.262 (0.229–0.297)`. */
const tightRange = ({ estimate, lower, upper }: Interval) =>
  `${formatDecimal(estimate)} (${formatDecimal(lower)}–${formatDecimal(upper)})`

/** Percentage points. */
const pointsWithRange = ({ estimate, lower, upper }: Interval) =>
  `${points(estimate)} (${points(lower)} to ${points(upper)})`

const points = (share: number) => formatDecimal(100 * share, 1)

/** Attributes as they stand within a sentence: `service tier, consent to messages`. */
function inSentence(grouping: string): string {
  return grouping.split(', ').map(uncapital).join(', ')
}
