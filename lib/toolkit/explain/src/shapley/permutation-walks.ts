import type { Random } from '@one-click/core'
import { type Matrix, matrix } from '@one-click/core'

/** Columns that join a coalition together, and the player that their gain is credited to. */
export interface CoalitionUnit {
  readonly columns: readonly number[]
  readonly player: number
}

/** Walks from background rows to one row, each by an order of the units and by its reverse. */
export class PermutationWalks {
  /** The rows whose worth is needed for the walks drawn last. */
  mixed: Matrix
  private readonly room: Float64Array
  /** The units in which row and background row differ, in the order of each walk. */
  private readonly orders: Int32Array[] = []
  private row = 0
  /** Whether the ends of the walks stand before the steps: the background rows, then the row itself. */
  private withEnds = false
  /** For each game the worth of the background rows, then that of the row. */
  private readonly ends: Float64Array[] = []

  /** @param pairs walks drawn at once, a multiple of the background's rows */
  constructor(
    private readonly games: {
      readonly x: Matrix
      readonly background: Matrix
      readonly units: readonly CoalitionUnit[]
      readonly players: number
    },
    private readonly pairs: number,
  ) {
    const { background, units } = games
    const most = background.rows + 1 + 2 * pairs * Math.max(0, units.length - 1)
    this.room = new Float64Array(most * background.columns)
    this.mixed = matrix(0, background.columns)
  }

  /** From now on walks lead to this row. */
  begin(row: number): void {
    this.row = row
    this.ends.length = 0
  }

  /** Draws walks: orders at random, every background row in turn. */
  draw(random: Random): void {
    const { x, background, units } = this.games
    const { columns } = background
    const goal = x.values.subarray(this.row * columns, (this.row + 1) * columns)
    this.withEnds = this.ends.length === 0
    let to = 0
    if (this.withEnds) {
      this.room.set(background.values)
      this.room.set(goal, background.values.length)
      to = background.values.length + columns
    }
    for (let w = 0; w < this.pairs; w++) {
      const z = (w % background.rows) * columns
      const origin = background.values.subarray(z, z + columns)
      const differing = units.flatMap((unit, u) =>
        unit.columns.some((j) => origin[j] !== goal[j]) ? [u] : [],
      )
      const order = random.shuffle(Int32Array.from(differing))
      this.orders[w] = order
      to = this.writeSteps(to, origin, goal, order)
      to = this.writeSteps(to, origin, goal, order.slice().reverse())
    }
    this.mixed = matrix(to / columns, columns, this.room.subarray(0, to))
  }

  /**
   * Writes each player's gain of each walk, the mean of both directions, shape (pairs, players).
   * @param worth of the mixed rows @param game its number
   */
  credit(worth: Float64Array, game: number, credits: Float64Array): void {
    const { background, units, players } = this.games
    if (this.withEnds) this.ends[game] = worth.slice(0, background.rows + 1)
    const ends = this.ends[game]
    const goal = ends[background.rows]
    let from = this.withEnds ? background.rows + 1 : 0
    credits.fill(0, 0, this.pairs * players)
    this.orders.forEach((order, w) => {
      const steps = order.length
      for (const backwards of [false, true]) {
        let before = ends[w % background.rows]
        for (let step = 0; step < steps; step++) {
          const after = step === steps - 1 ? goal : worth[from++]
          const { player } = units[order[backwards ? steps - 1 - step : step]]
          credits[w * players + player] += (after - before) / 2
          before = after
        }
      }
    })
  }

  /** Mean worth of the background rows in a game. */
  baseOf(game: number): number {
    const { rows } = this.games.background
    return this.ends[game].subarray(0, rows).reduce((sum, worth) => sum + worth, 0) / rows
  }

  /** The rows of one walk, without its ends; returns where the next begins. */
  private writeSteps(to: number, origin: Float64Array, goal: Float64Array, order: Int32Array): number {
    const { units } = this.games
    let end = to
    let before = origin
    for (let step = 0; step + 1 < order.length; step++) {
      this.room.set(before, end)
      for (const j of units[order[step]].columns) this.room[end + j] = goal[j]
      before = this.room.subarray(end, end + origin.length)
      end += origin.length
    }
    return end
  }
}
