/** What names customers alike in their reasons, where a feature has no phrase for it. */
export const reasonNames = {
  less: (label: string) => `${label}: less than usual`,
  more: (label: string) => `${label}: more than usual`,
  none: 'No single strong reason',
}

export type ReasonNames = typeof reasonNames
