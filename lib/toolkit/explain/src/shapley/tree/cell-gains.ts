import { addColumns, type ColumnStarts, columnStarts } from './add-columns'

/** What the boxes of one block give to each output in each cell of rows. */
export class CellGains {
  /** A column of cells for each output met so far, and a spare one. */
  private readonly gains: Float64Array
  /** Where an output's column begins, −1 when it was not met. */
  private readonly startOf: Int32Array
  /** Outputs in the order in which they were met. */
  private readonly met: number[] = []
  private readonly starts: ColumnStarts
  private readonly stride: number
  private readonly sharesOf: Int32Array

  constructor(
    private readonly rows: number,
    private readonly outputs: number,
  ) {
    this.stride = rows + 1
    this.gains = new Float64Array((outputs + 1) * this.stride)
    this.startOf = new Int32Array(outputs).fill(-1)
    this.starts = columnStarts(outputs)
    this.sharesOf = new Int32Array(this.stride)
  }

  /**
   * Adds the shares of one box.
   * @param targets outputs, the first `width` are valid @param shares `width` numbers for each pattern of cells
   * @param patternOf for each cell but cell 0, which gets nothing @param cells number of cells
   */
  add(targets: Int32Array, width: number, shares: Float64Array, patternOf: Int32Array, cells: number): void {
    const { starts, startOf, met, gains, stride, sharesOf } = this
    starts.count = width
    for (let k = 0; k < width; k++) {
      const output = targets[k]
      if (startOf[output] < 0) {
        startOf[output] = met.push(output) * stride - stride
        gains.fill(0, startOf[output], startOf[output] + cells)
      }
      starts.to[k] = startOf[output]
      starts.from[k] = k
    }
    for (let cell = 1; cell < cells; cell++) sharesOf[cell] = width * patternOf[cell - 1]
    addColumns(gains, shares, starts, this.outputs * stride, sharesOf, 1, cells)
  }

  /**
   * Adds the gains of each row's cell to the row, and forgets them.
   * @param totals column after column of rows, an output each, and a spare one
   */
  giveTo(totals: Float64Array, cellOf: Int32Array): void {
    const { starts, startOf, met, gains, rows } = this
    starts.count = met.length
    met.forEach((output, k) => {
      starts.to[k] = output * rows
      starts.from[k] = startOf[output]
      startOf[output] = -1
    })
    met.length = 0
    addColumns(totals, gains, starts, this.outputs * rows, cellOf, 0, rows)
  }
}
