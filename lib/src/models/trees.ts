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

function enlarged<T extends Int16Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
