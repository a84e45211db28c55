import { startKernel } from '@one-click/core'
import { kernelCode } from './forest-kernel-code'
import { type ForestProgram, kernelRows } from './forest-program'

/** What assembly/forest.ts exports. */
interface KernelExports {
  prepareScratch(scratch: number): void
  prepareColumn(
    x: number,
    columns: number,
    column: number,
    thresholds: number,
    count: number,
    guide: number,
    low: number,
    scale: number,
    sets: number,
    setOf: number,
    scratch: number,
  ): void
  addTrees(
    shapes: number,
    trees: number,
    asked: number,
    steps: number,
    codeSlots: number,
    values: number,
    sets: number,
    setOf: number,
    slots: number,
    codes: number,
    sums: number,
  ): void
}

const setBytes = kernelRows / 8
/** For the sort of a column and the sets of single rows, see assembly/forest.ts. */
const scratchBytes = 1024 + 2 * 4 * kernelRows + kernelRows * setBytes

/**
 * Runs a forest over blocks of rows with vector instructions. For each block and feature the rows are sorted,
 * which gives for every threshold the set of rows above it; the trees' programs then combine these sets, see
 * `bitSliceForest`. Bits for rows, where QuickScorer keeps bits for leaves: Lucchese, Nardini, Orlando, Perego,
 * Tonellotto, Venturini (2015): QuickScorer. SIGIR, 73–82.
 */
export class ForestKernel {
  private readonly x: Float64Array
  private readonly sums: Float64Array
  private readonly prepareColumns: () => void
  private readonly addTrees: () => void

  constructor(readonly program: ForestProgram) {
    const { columns, thresholds, starts, lows, scales, shapes } = program
    let end = 0
    const room = (bytes: number) => {
      const start = end
      end = Math.ceil((start + bytes) / setBytes) * setBytes
      return start
    }
    const place = {
      x: room(8 * kernelRows * columns),
      sums: room(8 * kernelRows),
      codes: room(2 * kernelRows),
      scratch: room(scratchBytes),
      slots: room(program.slots * setBytes),
      setOf: room(2 * thresholds.length + 16),
      sets: room(columns * (kernelRows + 1) * setBytes),
      thresholds: room(thresholds.byteLength),
      guides: room(program.guides.byteLength),
      shapes: room(shapes.byteLength),
      asked: room(program.asked.byteLength),
      steps: room(program.steps.byteLength),
      codeSlots: room(program.codeSlots.byteLength),
      values: room(program.values.byteLength),
    }
    const kernel = startKernel<KernelExports>(kernelCode, end)
    const { buffer } = kernel.memory
    this.x = new Float64Array(buffer, place.x, kernelRows * columns)
    this.sums = new Float64Array(buffer, place.sums, kernelRows)
    const bytes = new Uint8Array(buffer)
    for (const name of ['thresholds', 'guides', 'shapes', 'asked', 'steps', 'codeSlots', 'values'] as const) {
      const { buffer: from, byteOffset, byteLength } = program[name]
      bytes.set(new Uint8Array(from, byteOffset, byteLength), place[name])
    }
    // Slot 1: all rows.
    bytes.fill(255, place.slots + setBytes, place.slots + 2 * setBytes)
    kernel.prepareScratch(place.scratch)
    this.prepareColumns = () => {
      for (let j = 0; j < columns; j++) {
        const start = starts[j]
        const count = starts[j + 1] - start
        if (count === 0) continue
        kernel.prepareColumn(
          place.x,
          columns,
          j,
          place.thresholds + 8 * start,
          count,
          place.guides + 2 * (2 * start + j),
          lows[j],
          scales[j],
          place.sets,
          place.setOf + 2 * start,
          place.scratch,
        )
      }
    }
    this.addTrees = () => {
      const { asked, steps, codeSlots, values, sets, setOf, slots, codes, sums } = place
      const trees = shapes.length / 3
      kernel.addTrees(place.shapes, trees, asked, steps, codeSlots, values, sets, setOf, slots, codes, sums)
    }
  }

  /**
   * The mean leaf value of rows start..end−1.
   * @param values row-major, shape (rows, columns)
   * @param result shape (rows); written at the rows' places
   */
  predict(values: Float64Array, start: number, end: number, result: Float64Array): void {
    const { columns, shapes } = this.program
    const trees = shapes.length / 3
    for (let first = start; first < end; first += kernelRows) {
      const last = Math.min(end, first + kernelRows)
      this.x.set(values.subarray(first * columns, last * columns))
      this.sums.fill(0)
      this.prepareColumns()
      this.addTrees()
      for (let i = first; i < last; i++) result[i] = this.sums[i - first] / trees
    }
  }
}
