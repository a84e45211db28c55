import type { SegmentCuts, SegmentName } from '../../decisions/segments/segments'
import type { Bilingual } from '../../words/language'
import { byLanguage } from '../../words/language'
import { formatPercent } from '../../words/number-format'

/** Who is in a segment, by the risk that the map is cut at: whatever that is, it is said and not judged. */
export function segmentMeaning(
  segment: SegmentName,
  { probability }: Pick<SegmentCuts, 'probability'>,
): Bilingual {
  const isAtRisk = segment === 'Save now' || segment === 'Win back cheaply'
  const isWorthMuch = segment === 'Save now' || segment === 'Look after'
  return byLanguage(({ segmentMeaning: said }, language) => {
    const risk = said[isAtRisk ? 'riskFrom' : 'riskBelow'](formatPercent(probability, 0, language))
    return `${risk}, ${said[isWorthMuch ? 'worthMuch' : 'worthLittle']}`
  })
}
