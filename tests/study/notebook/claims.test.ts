import { describe, expect, it } from 'vitest'
import {
  clustersAdd,
  comparedWith,
  contactsInWords,
  emptySetsInWords,
  hardestInWords,
  learningInWords,
  measuredFirst,
  nextStepInWords,
  raisedBy,
  sentenceStart,
  skillInWords,
  togetherInWords,
  tooFewInWords,
  typicalReasons,
} from '../../../lib/study/src/notebook/claims'
import { Narrative, type Phrase } from '../../../lib/study/src/notebook/narrative'

/** As a page shows it: without the escapes of Markdown. */
function told(phrase: Phrase): string {
  return new Narrative('claims').tell`${phrase}`.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

const { count, decimal, percent, customers } = new Narrative('claims')

describe('claims of the notebooks', () => {
  it.each([
    [21, 21, '21 more than'],
    [2, -2, '2 less than'],
    [0, -0.3, 'as much as'],
    [0, 0.2, 'as much as'],
  ])('compare %i, of a difference of %d: %s', (size, difference, text) => {
    expect(told(comparedWith(count('a', size), difference))).toBe(text)
  })

  it('begin sentences with a capital, whatever the number', () => {
    expect(told(sentenceStart(customers('a', 3)))).toBe('Fewer than 5')
    expect(told(sentenceStart(customers('a', 397)))).toBe('397')
  })

  it.each([
    [0.799, 'That is better than guessing.', 'Notebook 5 says, customer by customer'],
    [0.5, 'do not show that it is better than guessing', 'may be chance'],
    [0.395, 'do not show that it is better than guessing', 'may be chance'],
  ])('speak of skill where the interval begins at %d', (lower, skill, next) => {
    expect(skillInWords({ lower })).toContain(skill)
    expect(nextStepInWords({ lower })).toContain(next)
  })

  it.each([
    [-0.02, -0.01, 'more customers would help'],
    [-0.02, 0, 'these folds cannot tell'],
    [-0.02, 0.01, 'these folds cannot tell'],
    [0, 0.02, 'these folds cannot tell'],
    [0.01, 0.02, 'it became worse'],
  ])('read a learning curve whose last step changes the log loss by %d to %d', (lower, upper, text) => {
    expect(learningInWords({ lower, upper })).toContain(text)
  })

  it('speak of empty sets only where there are some', () => {
    expect(told(emptySetsInWords(count('a', 12)))).toMatch(/^12 customers have an empty set.*misses\.$/)
    expect(told(emptySetsInWords(count('a', 0)))).toBe('Nobody has an empty set.')
  })

  it('name the hardest and the easiest group, unless there is one alone', () => {
    const hard = { group: 'premium', loss: decimal('hardest', 0.9) }
    const easy = { group: 'standard', loss: decimal('easiest', 0.2) }
    expect(told(hardestInWords(hard, easy))).toBe(
      'Hardest: premium (log loss 0.900); easiest: standard (0.200).',
    )
    expect(told(hardestInWords(hard, hard))).toBe('All groups are as hard: premium has a log loss of 0.900.')
  })

  it.each([
    [0.188, 0.144, 'What they share, one alone does not show.'],
    [0.076, 0.087, 'Together they cost no more than one alone.'],
    [0, 0, 'Together they cost no more than one alone.'],
  ])('compare features shuffled together, %d, with the strongest alone, %d', (together, alone, text) => {
    const phrase = told(togetherInWords('A + B', decimal('a', together), decimal('b', alone)))
    expect(phrase).toMatch(/^A \+ B: shuffled together they cost/)
    expect(phrase).toContain(text)
  })

  it('say what raises the risk, or that nothing does', () => {
    expect(raisedBy(['a, +3 points', 'b, +1 point'])).toBe('What raises the risk: a, +3 points; b, +1 point.')
    expect(raisedBy([])).toBe('Nothing raises the risk above that of customers in general.')
  })

  it.each([
    [[0.67, 0.33], 'Typical of them as reasons: a (the largest one of 67%) and b (33%).'],
    [[0.67, 0], 'Typical of them as reasons: a (the largest one of 67%).'],
    [[0, 0], 'No reason is typical of them: for none of them does a feature raise the risk.'],
  ])('name reasons that are the largest of %j of a segment', (shares, text) => {
    const reasons = shares.map((share, i) => ({ label: 'ab'[i], largest: percent(`r${i}`, share) }))
    expect(told(typicalReasons(reasons))).toBe(text)
  })

  it('say that clusters add something where a segment does not lie in one', () => {
    expect(told(clustersAdd(percent('a', 0.4), 'Save now'))).toContain(
      '40% of «Save now» have other main reasons',
    )
    expect(told(clustersAdd(percent('a', 0), 'Save now'))).toContain('the clusters add nothing')
  })

  it('leave to the experiment what it measures: effects', () => {
    const effect = { name: 'Effect: call', isEffect: true }
    const share = { name: 'Share of profit lost', isEffect: false }
    expect(measuredFirst([effect, effect])).toBe('These are what the experiment has to measure first.')
    expect(measuredFirst([share, effect])).toMatch(
      /^Of the two the experiment measures «Effect: call»; the other/,
    )
    expect(measuredFirst([share, share])).toMatch(/^The experiment measures neither/)
  })

  it('say why no experiment can be drawn', () => {
    expect(tooFewInWords({ atRisk: 60, offered: 3 })).toContain('see in offers.json which offers')
    expect(tooFewInWords({ atRisk: 60, offered: 3 })).not.toContain('riskFrom')
    expect(tooFewInWords({ atRisk: 2, offered: 2 })).toContain('lower riskFrom')
  })

  it('count one contact as one', () => {
    expect(told(contactsInWords(customers('a', 12)))).toBe('12 contacts')
    expect(told(contactsInWords(count('a', 1)))).toBe('1 contact')
    expect(told(contactsInWords(customers('a', 1)))).toBe('fewer than 5 contacts')
  })
})
