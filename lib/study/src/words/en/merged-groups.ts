/** Groups too small to be shown, taken together. */
export const mergedGroups = { other: 'Other' }

export type MergedGroups = typeof mergedGroups
