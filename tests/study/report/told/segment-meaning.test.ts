import { describe, expect, it } from 'vitest'
import { segmentNames } from '../../../../lib/study/src/decisions/segments/segments'
import { segmentMeaning } from '../../../../lib/study/src/report/told/segment-meaning'

describe('segmentMeaning', () => {
  it.each([0.31, 0.5, 0.7])(
    'says who is in a segment by the cut at %f, not by a judgement of it',
    (probability) => {
      const cut = `${Math.round(100 * probability)}%`
      const meanings = segmentNames.map((name) => segmentMeaning(name, { probability }))
      expect(meanings.map(({ en }) => en)).toEqual([
        `probability of decline ${cut} or more, worth much`,
        `probability of decline ${cut} or more, worth little`,
        `probability of decline below ${cut}, worth much`,
        `probability of decline below ${cut}, worth little`,
      ])
      for (const { en, ru } of meanings) {
        expect(en).not.toMatch(/likely/)
        expect(ru).toMatch(/^вероятность спада (от|ниже) \d\d\s%, приносят (много|мало)$/)
      }
    },
  )
})
