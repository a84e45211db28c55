import { column, type Matrix } from '@one-click/core'
import { treeShapleyValues } from '@one-click/explain'
import { type ExtraTreesModel, extraTrees } from '@one-click/learn'
import { phiKMatrix } from '@one-click/statistics'
import { type BenchData, benchSeed, resampled } from './data'
import { forestOptions } from './lines/forest'
import { median, timed } from './measure'

/** How one piece of our work grows with one size. */
export interface GrowthCurve {
  readonly work: string
  readonly along: 'customers' | 'features'
  readonly sizes: readonly number[]
  /** Median of the runs at each size. */
  readonly seconds: readonly number[]
  /** Slope on logarithmic scales: the cost grows as size to this power. */
  readonly exponent: number
}

export interface GrowthSizes {
  readonly customers: readonly number[]
  readonly features: readonly number[]
  readonly trees: number
  readonly background: number
  readonly runs: number
}

export const fullGrowth: GrowthSizes = {
  customers: [500, 1000, 2000, 4000],
  features: [8, 16, 32, 64],
  trees: 50,
  background: 100,
  runs: 3,
}

export const quickGrowth: GrowthSizes = {
  customers: [50, 100, 200, 400],
  features: [4, 8, 12, 16],
  trees: 5,
  background: 10,
  runs: 1,
}

/** One table of a size, and the trees fitted on it. */
interface Case {
  readonly x: Matrix
  readonly y: Uint8Array
  readonly background: Matrix
  readonly model: ExtraTreesModel
}

const works: Readonly<Record<string, (of: Case) => unknown>> = {
  fit: ({ x, y, model }) => extraTrees.fit(x, y, { ...forestOptions, trees: model.roots.length }, benchSeed),
  score: ({ x, model }) => extraTrees.predictProbability(model, x),
  'Shapley values': ({ x, background, model }) => treeShapleyValues(model, x, background),
  'phi_k matrix': ({ x }) => {
    const columns = Array.from({ length: x.columns }, (_, j) => column(x, j))
    return phiKMatrix(
      columns,
      columns.map(() => 'interval'),
    )
  },
}

/**
 * Our cost of four pieces of work at four numbers of customers (with all columns) and of features (with all
 * customers), on tables drawn from the data. A table of n customers is fitted, scored and explained as a whole.
 */
export async function measureGrowth(
  data: BenchData,
  sizes: GrowthSizes,
  onStep: (done: number, total: number) => void = () => {},
): Promise<GrowthCurve[]> {
  const total = sizes.customers.length + sizes.features.length
  let done = 0
  const along = async (name: GrowthCurve['along'], steps: readonly number[]) => {
    const seconds: number[][] = Object.keys(works).map(() => [])
    for (const size of steps) {
      const of =
        name === 'customers'
          ? makeCase(data, size, data.x.columns, sizes)
          : makeCase(data, data.customers, size, sizes)
      for (const [w, work] of Object.values(works).entries()) {
        // Once untimed: the first size would otherwise pay for compilation.
        if (size === steps[0]) work(of)
        seconds[w].push(await medianSeconds(() => work(of), sizes.runs))
      }
      onStep(++done, total)
    }
    return Object.keys(works).map((work, w) => ({
      work,
      along: name,
      sizes: steps,
      seconds: seconds[w],
      exponent: logSlope(steps, seconds[w]),
    }))
  }
  return [...(await along('customers', sizes.customers)), ...(await along('features', sizes.features))]
}

/** Runs stop once they took this many seconds together. */
const enough = 2

async function medianSeconds(work: () => unknown, most: number): Promise<number> {
  const runs: number[] = []
  let spent = 0
  while (runs.length < most && spent < enough) {
    const { seconds } = await timed(work)()
    runs.push(seconds)
    spent += seconds
  }
  return median(runs)
}

function makeCase(data: BenchData, rows: number, columns: number, sizes: GrowthSizes): Case {
  const { x, from } = resampled(data.x, rows, columns)
  const y = Uint8Array.from(from, (row) => data.declines[row])
  const model = extraTrees.fit(x, y, { ...forestOptions, trees: sizes.trees }, benchSeed)
  return { x, y, model, background: resampled(data.x, sizes.background, columns).x }
}

/** Least-squares slope of log y on log x. */
export function logSlope(x: readonly number[], y: readonly number[]): number {
  const logX = x.map(Math.log)
  const logY = y.map(Math.log)
  const middle = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [centreX, centreY] = [middle(logX), middle(logY)]
  let products = 0
  let squares = 0
  for (let i = 0; i < logX.length; i++) {
    products += (logX[i] - centreX) * (logY[i] - centreY)
    squares += (logX[i] - centreX) ** 2
  }
  return products / squares
}
