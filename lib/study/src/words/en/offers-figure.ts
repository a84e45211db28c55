/** Texts of the figure of the plan's offers. */
export const offers = {
  title: 'Who gets which offer, and how it reaches them',
  customers: 'customers',
  others: 'Other offers',
  anyChannel: 'channel withheld',
}

export type OffersFigure = typeof offers
