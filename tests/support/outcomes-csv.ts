import type { ExperimentOutcomes } from '../../lib/study/src/decisions/experiment/read-experiment'
import { toCsv } from '../../lib/study/src/report/csv'
import { activityWords } from '../../lib/study/src/tables/store-words'

/** An outcome file as the experiment command reads it. */
export function outcomesCsv({ ids, declined, profit }: ExperimentOutcomes): string {
  return toCsv(
    ['id', 'activity', ...(profit ? ['profit'] : [])],
    Array.from(ids, (id, i) => [
      id,
      declined[i] === 1 ? activityWords.declines : activityWords.holds,
      ...(profit ? [profit[i]] : []),
    ]),
  )
}
