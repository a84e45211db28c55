import { describe, expect, it } from 'vitest'
import { uncapital } from '../../../lib/study/src/words/uncapital'

describe('uncapital', () => {
  it.each([
    ['Extra trees and SVM, stacked', 'extra trees and SVM, stacked'],
    ['ROC-AUC of the model', 'ROC-AUC of the model'],
    ['Минут на сайте', 'минут на сайте'],
    ['', ''],
  ])('%s → %s', (name, within) => {
    expect(uncapital(name)).toBe(within)
  })
})
