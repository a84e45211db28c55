import { describe, expect, it } from 'vitest'
import { benchPage } from '../../bench/page'
import { aheadInWords, type PredictionRow, predictionVerdict } from '../../bench/prediction'
import { textReport } from '../../bench/report'

const prediction: readonly PredictionRow[] = [
  { name: 'ours: trees', rocAuc: 0.92, logLoss: 0.29 },
  { name: 'a', rocAuc: 0.91, logLoss: 0.28, ahead: { rocAuc: 0.01, logLoss: -0.01 } },
  { name: 'b', rocAuc: 0.9, logLoss: 0.35, ahead: { rocAuc: 0.02, logLoss: 0.06 } },
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
    expect(aheadInWords(0.0052)).toBe('ahead by 0.0052')
    expect(aheadInWords(-0.001)).toBe('behind by 0.0010')
    expect(predictionVerdict(prediction)).toContain(
      'ROC-AUC ahead by 0.0100 (a), log loss behind by 0.0100 (a)',
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
      ]) {
        expect(text).toContain(said)
      }
    }
    expect(textReport({ ...report, prediction: [] })).not.toContain('ROC-AUC')
  })
})
