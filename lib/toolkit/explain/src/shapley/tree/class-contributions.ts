import { addColumns, type ColumnStarts, columnStarts } from './add-columns'

/** Contributions of the boxes of one block to each output, for each equivalence class of rows (`RowClasses`). */
export class ClassContributions {
  /** A column of classes for each output met so far, and a spare one. */
  private readonly contributions: Float64Array
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
    this.contributions = new Float64Array((outputs + 1) * this.stride)
    this.startOf = new Int32Array(outputs).fill(-1)
    this.starts = columnStarts(outputs)
    this.sharesOf = new Int32Array(this.stride)
  }

  /**
   * Adds the shares of one box.
   * @param targets outputs, the first `width` are valid @param shares `width` numbers for each pattern of classes
   * @param patternOf for each class but class 0, which gets nothing @param classes number of classes
   */
  add(
    targets: Int32Array,
    width: number,
    shares: Float64Array,
    patternOf: Int32Array,
    classes: number,
  ): void {
    const { starts, startOf, met, contributions, stride, sharesOf } = this
    starts.count = width
    for (let k = 0; k < width; k++) {
      const output = targets[k]
      if (startOf[output] < 0) {
        startOf[output] = met.push(output) * stride - stride
        contributions.fill(0, startOf[output], startOf[output] + classes)
      }
      starts.to[k] = startOf[output]
      starts.from[k] = k
    }
    for (let rowClass = 1; rowClass < classes; rowClass++)
      sharesOf[rowClass] = width * patternOf[rowClass - 1]
    addColumns(contributions, shares, starts, this.outputs * stride, sharesOf, 1, classes)
  }

  /**
   * Adds the contributions of each row's class to the row's totals, and forgets them.
   * @param totals column after column of rows, an output each, and a spare one
   */
  addTo(totals: Float64Array, classOf: Int32Array): void {
    const { starts, startOf, met, contributions, rows } = this
    starts.count = met.length
    met.forEach((output, k) => {
      starts.to[k] = output * rows
      starts.from[k] = startOf[output]
      startOf[output] = -1
    })
    met.length = 0
    addColumns(totals, contributions, starts, this.outputs * rows, classOf, 0, rows)
  }
}
