/** A column of a data frame. */
export interface FrameColumn {
  readonly values: readonly (string | number)[]
}

/** Means and the like by group; a column is named `revenueCurrent_mean`. */
export interface GroupedFrame {
  col(names: readonly string[]): Record<'count' | 'mean' | 'std' | 'sum' | 'min' | 'max', () => FeatureFrame>
}

/**
 * The part of a danfojs DataFrame that the study uses. It is one: `frame as unknown as DataFrame` gives the
 * rest. Spelt out here because the types of danfojs bring those of TensorFlow, which cost a notebook's
 * kernel seconds at its start.
 */
export interface FeatureFrame {
  readonly columns: readonly string[]
  readonly shape: readonly number[]
  column(name: string): FrameColumn
  groupby(keys: readonly string[]): GroupedFrame
}
