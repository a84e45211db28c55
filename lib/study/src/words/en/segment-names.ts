/** Titles of the segments. */
export const segmentNames = {
  'Save now': 'Save now',
  'Win back cheaply': 'Win back cheaply',
  'Look after': 'Look after',
  'Leave as is': 'Leave as is',
}

export type SegmentNames = typeof segmentNames
