import type { Trees } from './trees'

/** What finds the leaves of many rows in every tree at once, as flat arrays, tree after tree. */
export interface BitSlicedForest {
  /** Inner nodes, steps and bits of the leaf code of each tree, shape (trees, 3). */
  readonly shapes: Uint32Array
  /** Inner nodes in preorder; slot 2 + k holds the condition of a tree's k-th, "goes right". */
  readonly inner: Int32Array
  /** Four slots a step: where the third's bit is 0 the first is taken, where it is 1 the second; the result's. */
  readonly steps: Uint16Array
  /** Slots of the leaf code's bits, the lowest first. */
  readonly codeSlots: Uint16Array
  /** Leaf values by code, 2^bits a tree. */
  readonly values: Float64Array
  /** Most slots that a tree needs. */
  readonly slots: number
}

/** Slots that hold the same bit for all rows. */
const allZero = 0
const allOne = 1
/** A bit of a leaf's code that may be either, as the leaf owns both codes. */
const either = -1
/** Most bits of a code, and entries of each node's code on the stack. */
const codeRoom = 16

/**
 * Writes the walk through each tree as a list of choices between bits. A slot holds one bit for each row of a
 * block; the steps lead from the conditions of all inner nodes to the bits of the code of the leaf that each
 * row reaches, so that a vector instruction moves 128 rows at once and no branch has to be guessed.
 *
 * Each subtree owns ranges of codes and so knows some bits beforehand: where its two sides agree, or one leaves
 * a bit open, nothing has to be chosen; where they differ in a known bit, that bit is the condition itself. With
 * twice as many codes as leaves (one bit more than needed), about two steps a node are left.
 *
 * @param leaves number of leaves below each node, at most 2^14
 * @param depth most splits between root and leaf
 */
export function bitSliceForest(trees: Trees, leaves: Int32Array, depth: number): BitSlicedForest {
  return new BitSlicer(trees, leaves, depth).programs()
}

class BitSlicer {
  private readonly shapes: Uint32Array
  private readonly inner: Int32Array
  private readonly values: Float64Array
  private steps = new Uint16Array(4096)
  private stepsEnd = 0
  private innerEnd = 0
  private innerStart = 0
  private valuesStart = 0
  private bits = 0
  /** First slot for results of steps; each of these is one bit of one code at a time. */
  private firstResult = 0
  private slots = 0
  private maxSlots = 0
  private readonly unused: number[] = []
  /** Slots of codes, a place for each node from the root to the one at work and for their left sides. */
  private readonly codes: Int32Array

  constructor(
    private readonly trees: Trees,
    private readonly leaves: Int32Array,
    depth: number,
  ) {
    const { roots, feature } = trees
    let codes = 0
    for (const root of roots) codes += 1 << bitsFor(leaves[root])
    this.shapes = new Uint32Array(3 * roots.length)
    this.inner = new Int32Array((feature.length - roots.length) / 2)
    this.values = new Float64Array(codes)
    this.codes = new Int32Array(codeRoom * (2 * depth + 3))
  }

  programs(): BitSlicedForest {
    const { roots } = this.trees
    const codeSlots: number[] = []
    roots.forEach((root, t) => {
      const steps = this.stepsEnd
      this.codeTree(root)
      for (let bit = 0; bit < this.bits; bit++) codeSlots.push(Math.max(allZero, this.codes[bit]))
      this.shapes.set([this.innerEnd - this.innerStart, (this.stepsEnd - steps) / 4, this.bits], 3 * t)
      this.valuesStart += 1 << this.bits
    })
    return {
      shapes: this.shapes,
      inner: this.inner,
      steps: this.steps.slice(0, this.stepsEnd),
      codeSlots: Uint16Array.from(codeSlots),
      values: this.values,
      slots: this.maxSlots,
    }
  }

  private codeTree(root: number): void {
    const count = this.leaves[root]
    this.bits = bitsFor(count)
    this.innerStart = this.innerEnd
    // After the two constants and the conditions of count − 1 inner nodes.
    this.firstResult = count + 1
    this.slots = this.firstResult
    this.unused.length = 0
    this.codeNode(root, [codeRange(0, this.bits)], 0)
    this.maxSlots = Math.max(this.maxSlots, this.slots)
  }

  /** Writes to codes[at..] the slots of the code's bits for rows below a node that owns the ranges. */
  private codeNode(node: number, ranges: number[], at: number): void {
    const { trees, codes, bits } = this
    if (trees.feature[node] < 0) {
      this.codeLeaf(trees.value[node], ranges[0], at)
      return
    }
    const condition = 2 + this.innerEnd - this.innerStart
    this.inner[this.innerEnd++] = node
    const [leftRanges, rightRanges] = this.divide(node, ranges)
    const left = at + codeRoom
    const right = left + codeRoom
    this.codeNode(trees.left[node], leftRanges, left)
    this.codeNode(trees.right[node], rightRanges, right)
    for (let bit = 0; bit < bits; bit++) {
      codes[at + bit] = this.choose(codes[left + bit], codes[right + bit], condition)
    }
  }

  private codeLeaf(value: number, range: number, at: number): void {
    const base = baseOf(range)
    const open = bitsOf(range)
    const start = this.valuesStart + base
    this.values.fill(value, start, start + (1 << open))
    for (let bit = 0; bit < this.bits; bit++) this.codes[at + bit] = bit < open ? either : (base >> bit) & 1
  }

  /** The slot that holds the left bit where the condition's bit is 0 and the right bit where it is 1. */
  private choose(left: number, right: number, condition: number): number {
    if (left === either || left === right) return right
    if (right === either) return left
    if (left === allZero && right === allOne) return condition
    if (left >= this.firstResult) this.unused.push(left)
    if (right >= this.firstResult) this.unused.push(right)
    const result = this.unused.pop() ?? this.slots++
    if (this.stepsEnd === this.steps.length) this.enlargeSteps()
    const { steps } = this
    steps[this.stepsEnd++] = left
    steps[this.stepsEnd++] = right
    steps[this.stepsEnd++] = condition
    steps[this.stepsEnd++] = result
    return result
  }

  private enlargeSteps(): void {
    const steps = new Uint16Array(2 * this.stepsEnd)
    steps.set(this.steps)
    this.steps = steps
  }

  /** Ranges of a node's left and right side, each with at least as many codes as leaves. */
  private divide(node: number, ranges: number[]): [number[], number[]] {
    const left = this.leaves[this.trees.left[node]]
    const right = this.leaves[this.trees.right[node]]
    const base = baseOf(ranges[0])
    const bits = bitsOf(ranges[0]) - 1
    const half = 1 << bits
    if (ranges.length === 1 && left <= half && right <= half) {
      return [[codeRange(base, bits)], [codeRange(base + half, bits)]]
    }
    if (left < right) return takeCodes(ranges, left, right)
    const [taken, rest] = takeCodes(ranges, right, left)
    return [rest, taken]
  }
}

/** One bit more than needed to tell the leaves apart. */
function bitsFor(leaves: number): number {
  return leaves === 1 ? 0 : 33 - Math.clz32(leaves - 1)
}

/** The 2^bits codes from `base` on, a multiple of 2^bits, as one number. */
function codeRange(base: number, bits: number): number {
  return base * codeRoom + bits
}

function baseOf(range: number): number {
  return range >> 4
}

function bitsOf(range: number): number {
  return range & 15
}

/**
 * Parts ranges into few that hold at least `wanted` codes and the rest, which keeps at least `reserved`; all
 * with the largest range first.
 */
function takeCodes(ranges: readonly number[], wanted: number, reserved: number): [number[], number[]] {
  const taken: number[] = []
  const rest = ranges.slice()
  let missing = wanted
  let spare = -reserved
  for (const range of ranges) spare += 1 << bitsOf(range)
  while (missing > 0) {
    // The smallest range that is large enough, else the largest there is.
    let chosen = 0
    while (chosen + 1 < rest.length && 1 << bitsOf(rest[chosen + 1]) >= missing) chosen++
    const base = baseOf(rest[chosen])
    let bits = bitsOf(rest[chosen])
    rest.splice(chosen, 1)
    while (1 << bits > spare || (bits > 0 && 1 << (bits - 1) >= missing)) {
      bits--
      insertRange(rest, codeRange(base + (1 << bits), bits))
    }
    insertRange(taken, codeRange(base, bits))
    missing -= 1 << bits
    spare -= 1 << bits
  }
  return [taken, rest]
}

function insertRange(ranges: number[], range: number): void {
  let at = ranges.push(range) - 1
  for (; at > 0 && bitsOf(ranges[at - 1]) < bitsOf(range); at--) ranges[at] = ranges[at - 1]
  ranges[at] = range
}
