/** Who is in a segment: a risk and a worth. */
export const segmentMeaning = {
  riskFrom: (cut: string) => `probability of decline ${cut} or more`,
  riskBelow: (cut: string) => `probability of decline below ${cut}`,
  worthMuch: 'worth much',
  worthLittle: 'worth little',
}

export type SegmentMeaning = typeof segmentMeaning
