/** The seed of the study: every random choice follows from it. */
export const studySeed = 1

/** Folds and repeats by which all models are judged. */
export const studySplits = { folds: 5, repeats: 2 } as const
