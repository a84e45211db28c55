/** The verb beside how many get an offer: one verb for `21` and for `примерно половина`, another for `177`. */
export const gets = (treated: string, one = 'получает', many = 'получают'): string =>
  /(^|[^1])1$|половина/.test(treated) ? one : many
