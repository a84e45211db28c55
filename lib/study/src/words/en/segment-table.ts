/** Texts of the table of segments and reasons. */
export const segmentTable = {
  title: 'Segments and reasons: customers at risk, share of the segment',
  description: 'Customers at risk by segment and cluster of reasons:',
}

export type SegmentTable = typeof segmentTable
