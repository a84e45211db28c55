import { describe, expect, it } from 'vitest'
import { benchPage } from '../../bench/page'
import {
  aheadInWords,
  comparePredictions,
  type PredictionRow,
  predictionNote,
  predictionVerdict,
} from '../../bench/prediction'
import { textReport } from '../../bench/report'

const around = (estimate: number) => ({ estimate, lower: estimate - 0.004, upper: estimate + 0.004 })
const prediction: readonly PredictionRow[] = [
  { name: 'ours: trees', rocAuc: 0.92, logLoss: 0.29 },
  { name: 'a', rocAuc: 0.91, logLoss: 0.28, ahead: { rocAuc: around(0.01), logLoss: around(-0.01) } },
  { name: 'b', rocAuc: 0.9, logLoss: 0.35, ahead: { rocAuc: around(0.02), logLoss: around(0.06) } },
]
const report = {
  results: [],
  growth: [],
  prediction,
  components: {},
  machine: 'made up',
  customers: 7,
  folder: 'sample',
  quick: false,
}

describe('the quality of the prediction in the bench', () => {
  it('says who is ahead, of the best peer of each measure', () => {
    expect(aheadInWords(around(0.0052))).toBe('ahead by 0.0052 (0.0012 to 0.0092)')
    expect(aheadInWords(around(-0.001))).toBe('behind by 0.0010 (-0.0050 to 0.0030)')
    expect(predictionVerdict(prediction)).toContain(
      'ROC-AUC ahead by 0.0100 (0.0060 to 0.0140) (a), log loss behind by 0.0100 (-0.0140 to -0.0060) (a)',
    )
  })

  it('stands in the text and on the page, in the same numbers', () => {
    for (const text of [textReport(report), benchPage(report)]) {
      for (const said of [
        'ours: trees',
        '0.9200',
        '0.2900',
        'ahead by 0.0200',
        'ahead by 0.0600',
        predictionVerdict(prediction),
        predictionNote,
      ]) {
        expect(text).toContain(said)
      }
    }
    expect(textReport({ ...report, prediction: [] })).not.toContain('ROC-AUC')
  })

  it('compares fold by fold, with the interval of paired differences', () => {
    expect(predictionNote).toMatch(/No figure is nested/)
    const declines = Uint8Array.of(1, 0, 1, 0, 1, 0)
    const splits = [0, 1, 2].map((fold) => ({
      repeat: 0,
      fold,
      test: Int32Array.of(2 * fold, 2 * fold + 1),
    }))
    const said = (name: string, ...probability: number[]) => ({
      name,
      probability: [Float64Array.from(probability)],
    })
    const ours = said('ours', 0.8, 0.2, 0.8, 0.2, 0.8, 0.2)
    const [own, same, worse] = comparePredictions(declines, splits, ours, [
      { ...ours, name: 'same' },
      said('worse', 0.6, 0.4, 0.7, 0.3, 0.2, 0.8),
    ])
    expect(own).toEqual({ name: 'ours', rocAuc: 1, logLoss: expect.closeTo(-Math.log(0.8), 12) })
    expect(same.ahead).toEqual({
      rocAuc: { estimate: 0, lower: 0, upper: 0 },
      logLoss: { estimate: 0, lower: 0, upper: 0 },
    })
    const losses = [0.6, 0.7, 0.2].map((p) => Math.log(0.8) - Math.log(p))
    const middle = losses.reduce((sum, loss) => sum + loss, 0) / 3
    const variance = losses.reduce((sum, loss) => sum + (loss - middle) ** 2, 0) / 2
    // scipy: t.ppf(0.975, 2) = 4.302652729911275; the variance is raised for overlapping training folds.
    const half = 4.302652729911275 * Math.sqrt(variance * (1 / 3 + 1 / 2))
    expect(worse.ahead!.logLoss.estimate).toBeCloseTo(middle, 12)
    expect(worse.ahead!.logLoss.upper).toBeCloseTo(middle + half, 6)
    expect(worse.ahead!.logLoss.lower).toBeCloseTo(middle - half, 6)
    expect(worse.rocAuc).toBeCloseTo(2 / 3, 12)
  })
})
