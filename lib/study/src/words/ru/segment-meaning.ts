import type { SegmentMeaning } from '../en/segment-meaning'

export const segmentMeaning: SegmentMeaning = {
  riskFrom: (cut) => `вероятность спада от ${cut}`,
  riskBelow: (cut) => `вероятность спада ниже ${cut}`,
  worthMuch: 'приносят много',
  worthLittle: 'приносят мало',
}
