/** What an experiment can end with: title, when it holds, what to do then. */
export const experimentConclusions = {
  'worth its cost': {
    title: 'Clear and worth its cost',
    when: 'the whole interval is at or above the break-even',
    decision:
      'make the offers of the plan to everyone; keep a small control group to see that the effect lasts',
  },
  'works, cost open': {
    title: 'Clear, cost not settled',
    when: 'the interval is above 0 and the break-even lies inside it',
    decision:
      'make the offers where the estimated effect pays: to the customers with the most profit at risk; keep drawing among the others',
  },
  'too small': {
    title: 'Clear but too small',
    when: 'the interval is above 0 and below the break-even',
    decision: 'stop these offers at this cost; try cheaper ones',
  },
  open: {
    title: 'Not told apart from no effect',
    when: 'the interval holds 0 and reaches the break-even',
    decision:
      'nothing is shown, neither an effect nor its absence: draw anew next quarter and pool; after the last planned quarter do not make these offers to everyone',
  },
  'open, at best too small': {
    title: 'At best too small to pay',
    when: 'the interval holds 0 and ends below the break-even',
    decision: 'stop: whatever effect there is does not pay these offers',
  },
  harmful: {
    title: 'Harmful',
    when: 'the whole interval is below 0',
    decision: 'stop at once and look for the reason: frequency of messages, wording, channel',
  },
}

export type ExperimentConclusions = typeof experimentConclusions
