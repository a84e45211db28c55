import type { MergedGroups } from '../en/merged-groups'

export const mergedGroups: MergedGroups = { other: 'Прочие' }
