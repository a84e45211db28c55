/** Fewer customers than this are no group of their own in a model card. */
export const minCardGroupSize = 20
