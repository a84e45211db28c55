/** The unit of a feature or a column, as its declaration has it. */
export const unit = (unit: string): string => unit
