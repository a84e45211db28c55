import type { Trees } from '@one-click/learn'

/** Most questions in a block. */
export const blockQuestions = 8

/** Trees cut into blocks: connected parts of few questions. */
export interface TreeBlocks {
  /** 1 at the first node of a block, shape (nodes). */
  readonly begins: Uint8Array
  /** Most questions between a root and a leaf. */
  readonly levels: number
}

/** Of two branches a block takes in the smaller one first, so that most of its exits are leaves. */
export function cutIntoBlocks({ roots, feature, left, right }: Trees): TreeBlocks {
  const questions = new Int32Array(feature.length)
  const heights = new Int32Array(feature.length)
  for (let node = feature.length - 1; node >= 0; node--) {
    if (feature[node] < 0) continue
    questions[node] = 1 + questions[left[node]] + questions[right[node]]
    heights[node] = 1 + Math.max(heights[left[node]], heights[right[node]])
  }
  const begins = new Uint8Array(feature.length)
  const firsts = Array.from(roots)
  let room = 0
  const take = (node: number): void => {
    if (feature[node] < 0) return
    if (room === 0) {
      firsts.push(node)
      return
    }
    room--
    const leftFirst = questions[left[node]] <= questions[right[node]]
    take(leftFirst ? left[node] : right[node])
    take(leftFirst ? right[node] : left[node])
  }
  for (let first = firsts.pop(); first !== undefined; first = firsts.pop()) {
    begins[first] = 1
    room = blockQuestions
    take(first)
  }
  return { begins, levels: heights.reduce((most, height) => Math.max(most, height), 0) }
}

/** The nodes of a block that ask, from its first node on. */
export function questionsOfBlock(trees: Trees, { begins }: TreeBlocks, first: number): number[] {
  const { feature, left, right } = trees
  const asked: number[] = []
  const visit = (node: number): void => {
    if (feature[node] < 0) return
    asked.push(node)
    for (const child of [left[node], right[node]]) if (begins[child] === 0) visit(child)
  }
  visit(first)
  return asked
}
