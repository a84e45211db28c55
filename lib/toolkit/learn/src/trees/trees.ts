/**
 * One or many binary trees in flat arrays. Tree t starts at node `roots[t]` and ends before `roots[t + 1]`.
 * A row goes from an inner node to `left` when its value of `feature` is at most `threshold`, else to
 * `right`; both are indices into these same arrays and greater than their parent's (preorder, so that
 * `left` is the parent's index plus one). A leaf has feature -1.
 */
export interface Trees {
  /** First node of each tree, shape (trees). */
  readonly roots: Int32Array
  /** Feature asked at each node, -1 at a leaf, shape (nodes); likewise all below. */
  readonly feature: Int16Array
  readonly threshold: Float64Array
  /** 0 at a leaf. */
  readonly left: Int32Array
  readonly right: Int32Array
  /** At every node: the share of class 1 among the training rows that reached it. */
  readonly value: Float64Array
  /** Number of training rows that reached the node. */
  readonly cover: Int32Array
}

/** Collects nodes while trees grow. */
export class TreeBuilder {
  private readonly roots: number[] = []
  private size = 0
  private feature = new Int16Array(1024)
  private threshold = new Float64Array(1024)
  private left = new Int32Array(1024)
  private right = new Int32Array(1024)
  private value = new Float64Array(1024)
  private cover = new Int32Array(1024)

  /** The next node added is the root of a new tree. */
  startTree(): void {
    this.roots.push(this.size)
  }

  /** Adds a leaf and returns its index. */
  addLeaf(value: number, cover: number): number {
    if (this.size === this.feature.length) this.enlarge()
    const node = this.size++
    this.feature[node] = -1
    this.value[node] = value
    this.cover[node] = cover
    return node
  }

  /** Turns a leaf into an inner node whose left child is the next node added. */
  split(node: number, feature: number, threshold: number): void {
    this.feature[node] = feature
    this.threshold[node] = threshold
    this.left[node] = node + 1
  }

  setRight(node: number, child: number): void {
    this.right[node] = child
  }

  finish(): Trees {
    const { size } = this
    return {
      roots: Int32Array.from(this.roots),
      feature: this.feature.slice(0, size),
      threshold: this.threshold.slice(0, size),
      left: this.left.slice(0, size),
      right: this.right.slice(0, size),
      value: this.value.slice(0, size),
      cover: this.cover.slice(0, size),
    }
  }

  private enlarge(): void {
    const length = this.feature.length * 2
    this.feature = enlarged(this.feature, new Int16Array(length))
    this.threshold = enlarged(this.threshold, new Float64Array(length))
    this.left = enlarged(this.left, new Int32Array(length))
    this.right = enlarged(this.right, new Int32Array(length))
    this.value = enlarged(this.value, new Float64Array(length))
    this.cover = enlarged(this.cover, new Int32Array(length))
  }
}

/**
 * All trees in one set, in order.
 * @param columns for each of `parts` the columns of the common table that its features are
 */
export function concatenateTrees(parts: readonly Trees[], columns: readonly Int32Array[]): Trees {
  const nodes = parts.reduce((sum, { feature }) => sum + feature.length, 0)
  const result = {
    roots: new Int32Array(parts.reduce((sum, { roots }) => sum + roots.length, 0)),
    feature: new Int16Array(nodes),
    threshold: new Float64Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    value: new Float64Array(nodes),
    cover: new Int32Array(nodes),
  }
  let start = 0
  let tree = 0
  parts.forEach((part, p) => {
    result.roots.set(
      part.roots.map((root) => root + start),
      tree,
    )
    // A leaf has neither feature nor children.
    const shifted = (child: number) => (child === 0 ? 0 : child + start)
    result.feature.set(
      part.feature.map((feature) => (feature < 0 ? feature : columns[p][feature])),
      start,
    )
    result.left.set(part.left.map(shifted), start)
    result.right.set(part.right.map(shifted), start)
    result.threshold.set(part.threshold, start)
    result.value.set(part.value, start)
    result.cover.set(part.cover, start)
    start += part.feature.length
    tree += part.roots.length
  })
  return result
}

function enlarged<T extends Int16Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
