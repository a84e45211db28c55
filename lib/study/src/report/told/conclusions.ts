import type { ConclusionName } from '../../decisions/experiment/conclusions'
import { type Bilingual, byLanguage } from '../../words/language'

/** What is said of a conclusion: its title, when it holds, in terms of the interval of the reduction and the smallest reduction that pays, and what to do then. */
export type ToldConclusion = Readonly<Record<'title' | 'when' | 'decision', Bilingual>>

/** A conclusion of an experiment in words. */
export function toldConclusion(name: ConclusionName): ToldConclusion {
  const said = (part: keyof ToldConclusion) =>
    byLanguage(({ experimentConclusions }) => experimentConclusions[name][part])
  return { title: said('title'), when: said('when'), decision: said('decision') }
}
