import { criticalValue, mean, variance } from '@one-click/statistics'

/** Something known of each customer before the draw. */
export interface BalanceColumn {
  readonly name: string
  readonly values: Float64Array
}

/** How far the arms of a draw differ in one column. */
export interface BalanceRow {
  readonly name: string
  readonly treatment: number
  readonly control: number
  /** Difference of means in standard deviations (root of the mean of both variances); 0 without spread. */
  readonly standardised: number
}

export interface Balance {
  readonly rows: readonly BalanceRow[]
  /** 95% of standardised differences of a fair draw are at most this large. */
  readonly byChance: number
  /** How many exceed it. */
  readonly beyondChance: number
}

/**
 * Standardised differences between the arms (P. C. Austin, Statistics in Medicine 28, 2009). A fair draw leaves
 * some by chance; an excess of large ones says that the draw was not carried out as written.
 *
 * @param treated 1 for treatment, 0 for control, shape (customers); both arms have customers
 */
export function balanceOfArms(columns: readonly BalanceColumn[], treated: Uint8Array): Balance {
  const customers = treated.reduce((sum, arm) => sum + arm, 0)
  const byChance = criticalValue() * Math.sqrt(1 / customers + 1 / (treated.length - customers))
  const rows = columns.map(({ name, values }) => {
    const treatment = values.filter((_, i) => treated[i] === 1)
    const control = values.filter((_, i) => treated[i] === 0)
    const difference = mean(treatment) - mean(control)
    const spread = Math.sqrt((variance(treatment) + variance(control)) / 2)
    return {
      name,
      treatment: mean(treatment),
      control: mean(control),
      standardised: spread > 0 ? difference / spread : 0,
    }
  })
  const beyondChance = rows.filter(({ standardised }) => Math.abs(standardised) > byChance).length
  return { rows, byChance, beyondChance }
}
