import { ArgumentError, deriveSeed, type Matrix, matrix, Random } from '@one-click/core'
import { controlledMeans } from './controlled-means'
import { type CoalitionUnit, PermutationWalks } from './permutation-walks'
import type { ShapleyValues } from './tree-shapley'

/** What is shared out among players: one or more games on the same coalitions, and rows to share them out for. */
export interface SampledGames {
  /** Rows to explain, shape (rows, columns); at least one row. */
  readonly x: Matrix
  /** Shape (background rows, columns); at least one row. */
  readonly background: Matrix
  /** What joins a coalition in one step; a step's gain goes to the unit's player. */
  readonly units: readonly CoalitionUnit[]
  /** Number of players. */
  readonly players: number
  /**
   * Worth of mixed rows in each game, shape (games) of (mixed rows), each from its own row alone. The last one
   * is the control's where there is a control.
   * @param row index of the row of `x` that the mixed rows are made from
   */
  worth(mixed: Matrix, row: number): readonly Float64Array[]
  /** Exact Shapley values of one more game, which is like the others, shape (rows, players). */
  readonly control?: Matrix
}

export interface SamplingOptions {
  /** Pairs of permutations are drawn until no player's standard error in the first game is above this. */
  readonly standardError: number
  /** Most pairs of permutations for a row, rounded up to whole turns of the background. Default 512. */
  readonly maxPairs?: number
  readonly seed: number
}

export interface SampledGame extends ShapleyValues {
  /** Estimated standard deviation of each value over the choice of permutations, shape (rows, players). */
  readonly standardErrors: Matrix
  /**
   * The values against each part of the background by itself, shape (parts) of (rows, players): their spread tells what
   * hangs on which rows stand for the background. From the same permutations without control, so with more noise.
   */
  readonly parts: readonly Matrix[]
}

export interface SampledShapleyValues {
  /** In the order of `worth`, without the control. */
  readonly games: readonly SampledGame[]
  /** Pairs of permutations drawn for each row. */
  readonly pairs: Int32Array
}

/** Parts of the background: row z belongs to part z modulo this. */
const backgroundParts = 8

/** Fewest pairs between two looks at the errors. */
const pairsAtOnce = 64

/**
 * Interventional Shapley values of any games, estimated from sampled permutations: the units of a background
 * row are replaced by those of the row explained, one after the other, and each change of worth is credited to
 * the unit's player (Castro, Gómez, Tejada 2009, "Polynomial calculation of the Shapley value based on
 * sampling"). Every permutation is also walked backwards from the same background row, which cancels much of
 * the noise (antithetic sampling; Mitchell, Cooper, Frank, Holmes 2022, "Sampling permutations for Shapley
 * value estimation"), and where a similar game has known values, it serves as control variate (see
 * `controlledMeans`).
 *
 * Exact, but for rounding: a row's values add up to its worth less `base`, and `base` is the mean worth of the
 * background. A unit in which the row and the background agree gets nothing. Estimated, without bias but for
 * the choice of when to stop: the values themselves, with an error that falls as 1 / √pairs.
 *
 * A row's permutations follow from the seed and the row's own numbers: its values depend on no other row, the
 * errors of different rows are independent, and equal rows have equal values.
 *
 * @throws ArgumentError when columns do not match, there is no background row, or an option is out of range
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const { games } = sampledShapleyValues(
 *   {
 *     x: matrix(1, 2, Float64Array.of(2, 3)),
 *     background: matrix(1, 2),
 *     units: [{ columns: [0], player: 0 }, { columns: [1], player: 1 }],
 *     players: 2,
 *     worth: ({ rows, values }) => [Float64Array.from({ length: rows }, (_, i) => values[2 * i] * values[2 * i + 1])],
 *   },
 *   { standardError: 0.01, seed: 1 },
 * )
 * Array.from(games[0].values.values) // → [3, 3]
 * ```
 */
export function sampledShapleyValues(games: SampledGames, options: SamplingOptions): SampledShapleyValues {
  check(games, options)
  const { x, background, players, control } = games
  const turn = background.rows * Math.ceil(pairsAtOnce / background.rows)
  const turns = 2 * Math.ceil((options.maxPairs ?? 512) / (2 * turn))
  const walks = new PermutationWalks(games, 2 * turn)
  const credits: Float64Array[] = []
  const found: { base: number; values: Matrix; standardErrors: Matrix; parts: Matrix[] }[] = []
  const pairs = new Int32Array(x.rows)
  for (let i = 0; i < x.rows; i++) {
    const random = new Random(deriveSeed(options.seed, 'coalition walks', ...rowOf(x, i)))
    const known = control && rowOf(control, i)
    const meansOf = (g: number) =>
      controlledMeans(
        { credits: credits[g], pairs: pairs[i], players, strata: background.rows },
        known && { credits: credits[credits.length - 1], known, turn },
      )
    walks.begin(i)
    do {
      walks.draw(random)
      const worths = games.worth(walks.mixed, i)
      worths.forEach((worth, g) => {
        credits[g] ??= new Float64Array(turns * turn * players)
        walks.credit(worth, g, credits[g].subarray(pairs[i] * players))
      })
      pairs[i] += 2 * turn
    } while (pairs[i] < turns * turn && largest(meansOf(0).standardErrors) > options.standardError)
    for (let g = 0; g < credits.length - (control ? 1 : 0); g++) {
      found[g] ??= {
        base: 0,
        values: matrix(x.rows, players),
        standardErrors: matrix(x.rows, players),
        parts: Array.from({ length: Math.min(backgroundParts, background.rows) }, () =>
          matrix(x.rows, players),
        ),
      }
      const { means, standardErrors } = meansOf(g)
      found[g].base = walks.baseOf(g)
      found[g].values.values.set(means, i * players)
      found[g].standardErrors.values.set(standardErrors, i * players)
      addPartMeans(found[g].parts, i, { credits: credits[g], pairs: pairs[i], strata: background.rows })
    }
  }
  return { games: found, pairs }
}

/** Writes a row's mean credits over the walks from each part of the background. */
function addPartMeans(
  parts: readonly Matrix[],
  i: number,
  { credits, pairs, strata }: { credits: Float64Array; pairs: number; strata: number },
): void {
  const { columns: players } = parts[0]
  const walks = new Int32Array(parts.length)
  for (let w = 0; w < pairs; w++) {
    const part = (w % strata) % parts.length
    walks[part]++
    for (let j = 0; j < players; j++) parts[part].values[i * players + j] += credits[w * players + j]
  }
  parts.forEach(({ values }, part) => {
    for (let j = 0; j < players; j++) values[i * players + j] /= walks[part]
  })
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, value), 0)

const rowOf = ({ columns, values }: Matrix, i: number): Float64Array =>
  values.subarray(i * columns, (i + 1) * columns)

function check(
  { x, background, units, players, control }: SampledGames,
  { standardError, maxPairs = 512 }: SamplingOptions,
): void {
  const where = 'sampledShapleyValues'
  if (background.columns !== x.columns) {
    throw new ArgumentError(where, 'background needs the columns of x', background.columns)
  }
  if (background.rows === 0) throw new ArgumentError(where, 'background needs at least one row')
  if (x.rows === 0) throw new ArgumentError(where, 'x needs at least one row')
  const stranger = units.find(({ player }) => !(player >= 0 && player < players))
  if (stranger) throw new ArgumentError(where, `units need a player below ${players}`, stranger.player)
  if (control && (control.rows !== x.rows || control.columns !== players)) {
    throw new ArgumentError(where, `control needs ${x.rows} × ${players} values`, control.values.length)
  }
  if (!(standardError > 0)) throw new ArgumentError(where, 'standardError has to be above 0', standardError)
  if (!(Number.isSafeInteger(maxPairs) && maxPairs >= 1)) {
    throw new ArgumentError(where, 'maxPairs needs a whole number of at least 1', maxPairs)
  }
}
