/** Stands for `estimators/tensorflow` of the learning package and for `customers/danfo`: the page fits no model and needs no data frame. */
export function tensorflow(): never {
  throw new Error('the page fits no models')
}

export function danfo(): never {
  throw new Error('the page has no data frames')
}

export function defineLegacyHelpers(): void {}
