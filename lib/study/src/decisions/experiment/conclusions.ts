import type { Interval } from '@one-click/statistics'
import type { Bilingual } from '../../words/language'

/** What an experiment can end with; see `experimentConclusions`. */
export type ConclusionName =
  | 'worth its cost'
  | 'works, cost open'
  | 'too small'
  | 'open'
  | 'open, at best too small'
  | 'harmful'

/** A conclusion, when it holds and what to do then. */
export interface ExperimentConclusion {
  readonly name: ConclusionName
  readonly title: Bilingual
  /** In terms of the interval of the reduction and the smallest reduction that pays. */
  readonly when: Bilingual
  readonly decision: Bilingual
}

/**
 * Every conclusion, fixed before the outcome is known. Exactly one holds for each interval: the repeated interval of a
 * look, so that conclusions keep their level however many of the planned looks there are.
 */
export const experimentConclusions: readonly ExperimentConclusion[] = [
  {
    name: 'worth its cost',
    title: { en: 'Clear and worth its cost', ru: 'Эффект есть и окупается' },
    when: {
      en: 'the whole interval is at or above the break-even',
      ru: 'весь интервал не ниже порога окупаемости',
    },
    decision: {
      en: 'make the offers of the plan to everyone; keep a small control group to see that the effect lasts',
      ru: 'делать предложения плана всем; оставить небольшую контрольную группу и следить, что эффект держится',
    },
  },
  {
    name: 'works, cost open',
    title: { en: 'Clear, cost not settled', ru: 'Эффект есть, окупаемость не ясна' },
    when: {
      en: 'the interval is above 0 and the break-even lies inside it',
      ru: 'интервал выше 0, порог окупаемости внутри него',
    },
    decision: {
      en: 'make the offers where the estimated effect pays: to the customers with the most profit at risk; keep drawing among the others',
      ru: 'делать предложения там, где при найденном эффекте они окупаются: клиентам, у которых под угрозой больше всего прибыли; среди остальных продолжать эксперимент',
    },
  },
  {
    name: 'too small',
    title: { en: 'Clear but too small', ru: 'Эффект есть, но слишком мал' },
    when: {
      en: 'the interval is above 0 and below the break-even',
      ru: 'интервал выше 0, но ниже порога окупаемости',
    },
    decision: {
      en: 'stop these offers at this cost; try cheaper ones',
      ru: 'прекратить эти предложения при такой цене; попробовать более дешёвые',
    },
  },
  {
    name: 'open',
    title: { en: 'Not told apart from no effect', ru: 'Эффект не отличим от нулевого' },
    when: {
      en: 'the interval holds 0 and reaches the break-even',
      ru: 'интервал содержит 0 и достаёт до порога окупаемости',
    },
    decision: {
      en: 'nothing is shown, neither an effect nor its absence: draw anew next quarter and pool; after the last planned quarter do not make these offers to everyone',
      ru: 'не доказано ничего: ни эффект, ни его отсутствие; повторить эксперимент в следующем квартале с новым случайным распределением и объединить данные; после последнего запланированного квартала не делать этих предложений всем',
    },
  },
  {
    name: 'open, at best too small',
    title: { en: 'At best too small to pay', ru: 'В лучшем случае не окупается' },
    when: {
      en: 'the interval holds 0 and ends below the break-even',
      ru: 'интервал содержит 0 и кончается ниже порога окупаемости',
    },
    decision: {
      en: 'stop: whatever effect there is does not pay these offers',
      ru: 'прекратить: каким бы ни был эффект, эти предложения он не окупит',
    },
  },
  {
    name: 'harmful',
    title: { en: 'Harmful', ru: 'Вред' },
    when: { en: 'the whole interval is below 0', ru: 'весь интервал ниже 0' },
    decision: {
      en: 'stop at once and look for the reason: frequency of messages, wording, channel',
      ru: 'сразу прекратить и искать причину: частота сообщений, текст, канал',
    },
  },
]

/** Which conclusion holds for a reduction of the decline rate, given the smallest that pays. */
export function concludeExperiment({ lower, upper }: Interval, breakEven: number): ExperimentConclusion {
  const name = conclusionName(lower, upper, breakEven)
  return experimentConclusions.find((conclusion) => conclusion.name === name)!
}

function conclusionName(lower: number, upper: number, breakEven: number): ConclusionName {
  if (upper < 0) return 'harmful'
  if (lower <= 0) return upper < breakEven ? 'open, at best too small' : 'open'
  if (lower >= breakEven) return 'worth its cost'
  return upper < breakEven ? 'too small' : 'works, cost open'
}
