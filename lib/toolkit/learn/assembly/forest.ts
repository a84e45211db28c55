/**
 * The inner loops of src/trees/forest-kernel.ts, in AssemblyScript (TypeScript's syntax, compiled to
 * WebAssembly with 128-bit vectors): JavaScript has no vector instructions. After a change here,
 * `npm run kernels` writes src/trees/forest-kernel-code.ts anew; a test compares the two.
 *
 * Rows are handled in blocks of 512, and a set of rows is 512 bits, 64 bytes. All addresses are the caller's.
 */

const ROWS: usize = 512
const SET_BYTES: usize = 64
/** Room for the sort, in bytes: 256 counts and twice 512 keys. */
const SORT_BYTES: usize = 1024 + 2 * 4 * ROWS

/** Writes after the room for the sort the sets of one row each, which `prepareColumn` needs. */
export function prepareScratch(scratch: usize): void {
  const single = scratch + SORT_BYTES
  memory.fill(single, 0, ROWS * SET_BYTES)
  for (let row: usize = 0; row < ROWS; row++) {
    store<u8>(single + row * SET_BYTES + (row >> 3), 1 << ((row & 7) as u8))
  }
}

/**
 * Makes for each threshold of a column the set of rows whose value exceeds it.
 *
 * @param x the block's values, row-major f64
 * @param columns values a row
 * @param column the column
 * @param thresholds its distinct thresholds, ascending f64
 * @param count how many
 * @param guide see `ThresholdTables` in forest-program.ts, u16; likewise low and scale
 * @param sets room for the sets of all columns, 513 a column
 * @param setOf room for the number of each threshold's set, u16, and 16 bytes more
 * @param scratch see `prepareScratch`
 */
export function prepareColumn(
  x: usize,
  columns: usize,
  column: usize,
  thresholds: usize,
  count: usize,
  guide: usize,
  low: f64,
  scale: f64,
  sets: usize,
  setOf: usize,
  scratch: usize,
): void {
  let keys = scratch + 1024
  const other = keys + 4 * ROWS
  for (let row: usize = 0; row < ROWS; row++) {
    const value = load<f64>(x + ((row * columns + column) << 3))
    store<u32>(
      keys + (row << 2),
      (countBelow(value, thresholds, count, guide, low, scale) << 16) | (row as u32),
    )
  }
  sortDigit(keys, other, scratch, 16)
  if (count > 255) {
    sortDigit(other, keys, scratch, 24)
  } else {
    keys = other
  }
  // Row after row, the smallest first, is taken out of the set of all.
  const single = scratch + SORT_BYTES
  let number = column * (ROWS + 1)
  let set = sets + number * SET_BYTES
  let a = i32x4.splat(-1)
  let b = a
  let c = a
  let d = a
  let filled: usize = 0
  for (let i: usize = 0; i < ROWS; i++) {
    const key = load<u32>(keys + (i << 2))
    const below = (key >> 16) as usize
    if (filled < below) {
      storeSet(set, a, b, c, d)
      fillNumbers(setOf, filled, below, number)
      filled = below
    }
    const one = single + ((key & 0xffff) as usize) * SET_BYTES
    a = v128.xor(a, v128.load(one))
    b = v128.xor(b, v128.load(one, 16))
    c = v128.xor(c, v128.load(one, 32))
    d = v128.xor(d, v128.load(one, 48))
    set += SET_BYTES
    number++
  }
  if (filled < count) {
    storeSet(set, a, b, c, d)
    fillNumbers(setOf, filled, count, number)
  }
}

/** How many of a column's thresholds a value exceeds; all for NaN. */
function countBelow(value: f64, thresholds: usize, count: usize, guide: usize, low: f64, scale: f64): u32 {
  if (F64.isNaN(value)) return count as u32
  const last = (2 * count - 1) as f64
  let cell = (value - low) * scale
  if (cell >= last) cell = last
  const at = guide + ((cell > 0 ? (cell as usize) : 0) << 1)
  let start = load<u16>(at) as usize
  let length = (load<u16>(at, 2) as usize) - start
  while (length > 0) {
    const half = length >> 1
    if (value > load<f64>(thresholds + ((start + half) << 3))) {
      start += half + 1
      length -= half + 1
    } else {
      length = half
    }
  }
  return start as u32
}

/** One pass of a radix sort of 512 keys, by the eight bits from `shift` on; keeps the order of equals. */
function sortDigit(from: usize, to: usize, counts: usize, shift: u32): void {
  memory.fill(counts, 0, 1024)
  for (let i: usize = 0; i < ROWS; i++) {
    const at = counts + (((load<u32>(from + (i << 2)) >> shift) & 255) << 2)
    store<u32>(at, load<u32>(at) + 1)
  }
  let sum: u32 = 0
  for (let at = counts; at < counts + 1024; at += 4) {
    const size = load<u32>(at)
    store<u32>(at, sum)
    sum += size
  }
  for (let i: usize = 0; i < ROWS; i++) {
    const key = load<u32>(from + (i << 2))
    const at = counts + (((key >> shift) & 255) << 2)
    const place = load<u32>(at)
    store<u32>(at, place + 1)
    store<u32>(to + (place << 2), key)
  }
}

function storeSet(set: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(set, a)
  v128.store(set, b, 16)
  v128.store(set, c, 32)
  v128.store(set, d, 48)
}

/** Writes a number to places from..to-1 of u16, and over up to seven places after them. */
function fillNumbers(places: usize, from: usize, to: usize, number: usize): void {
  const eight = i16x8.splat(number as i16)
  const end = places + (to << 1)
  for (let at = places + (from << 1); at < end; at += 16) v128.store(at, eight)
}

/**
 * Adds each tree's leaf values to the sums of a block's rows, tree by tree.
 *
 * @param shapes of each tree, u32: inner nodes, steps, bits of a leaf's code
 * @param trees how many
 * @param asked the threshold of each inner node, u32, tree after tree; likewise all below
 * @param steps four u16 each: the slots chosen from where the third slot's bit is 0 and 1, the slot of the
 *   condition, the slot of the result
 * @param codeSlots the slots with the bits of the leaf's code, the lowest first, u16
 * @param values f64 by leaf code, 2^bits a tree
 * @param sets see `prepareColumn`; likewise setOf
 * @param slots room for the sets at work: slot 0 no rows, slot 1 all rows, then one for each inner node
 * @param codes room for a block's leaf codes, u16
 * @param sums f64 of the block's rows
 */
export function addTrees(
  shapes: usize,
  trees: usize,
  asked: usize,
  steps: usize,
  codeSlots: usize,
  values: usize,
  sets: usize,
  setOf: usize,
  slots: usize,
  codes: usize,
  sums: usize,
): void {
  const shapesEnd = shapes + trees * 12
  for (; shapes < shapesEnd; shapes += 12) {
    const bits = load<u32>(shapes, 8) as usize
    let slot = slots + 2 * SET_BYTES
    const askedEnd = asked + ((load<u32>(shapes) as usize) << 2)
    for (; asked < askedEnd; asked += 4) {
      const number = load<u16>(setOf + ((load<u32>(asked) as usize) << 1)) as usize
      const set = sets + number * SET_BYTES
      storeSet(slot, v128.load(set), v128.load(set, 16), v128.load(set, 32), v128.load(set, 48))
      slot += SET_BYTES
    }
    const stepsEnd = steps + ((load<u32>(shapes, 4) as usize) << 3)
    for (; steps < stepsEnd; steps += 8) {
      choose(
        slots + (load<u16>(steps) as usize) * SET_BYTES,
        slots + (load<u16>(steps, 2) as usize) * SET_BYTES,
        slots + (load<u16>(steps, 4) as usize) * SET_BYTES,
        slots + (load<u16>(steps, 6) as usize) * SET_BYTES,
      )
    }
    writeCodes(slots, codeSlots, bits, codes)
    codeSlots += bits << 1
    for (let row: usize = 0; row < ROWS; row++) {
      const sum = sums + (row << 3)
      const value = load<f64>(values + ((load<u16>(codes + (row << 1)) as usize) << 3))
      store<f64>(sum, load<f64>(sum) + value)
    }
    values += (1 << bits) << 3
  }
}

/** For each row the left bit where the condition's is 0, the right bit where it is 1. */
function choose(left: usize, right: usize, condition: usize, result: usize): void {
  storeSet(
    result,
    v128.bitselect(v128.load(right), v128.load(left), v128.load(condition)),
    v128.bitselect(v128.load(right, 16), v128.load(left, 16), v128.load(condition, 16)),
    v128.bitselect(v128.load(right, 32), v128.load(left, 32), v128.load(condition, 32)),
    v128.bitselect(v128.load(right, 48), v128.load(left, 48), v128.load(condition, 48)),
  )
}

/** Turns sets, one for each bit of the code, into the codes of the rows. */
function writeCodes(slots: usize, codeSlots: usize, bits: usize, codes: usize): void {
  const lowBits = min<usize>(bits, 8)
  for (let at: usize = 0; at < SET_BYTES; at += 2) {
    const low = codeBytes(slots, codeSlots, lowBits, at)
    const high = codeBytes(slots, codeSlots + 16, bits - lowBits, at)
    const place = codes + (at << 4)
    v128.store(place, i8x16.shuffle(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23))
    v128.store(
      place,
      i8x16.shuffle(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
      16,
    )
  }
}

/** One byte of the codes of the 16 rows whose bits are the two bytes from `at` on. */
function codeBytes(slots: usize, codeSlots: usize, bits: usize, at: usize): v128 {
  const spread = i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1)
  const lanes = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128)
  let code = i8x16.splat(0)
  for (let bit = bits; bit > 0; bit--) {
    const set = slots + (load<u16>(codeSlots + (bit << 1) - 2) as usize) * SET_BYTES
    const isSet = i8x16.eq(v128.and(i8x16.swizzle(v128.load16_splat(set + at), spread), lanes), lanes)
    // A lane that is set holds −1.
    code = i8x16.sub(i8x16.add(code, code), isSet)
  }
  return code
}
