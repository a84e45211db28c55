import type { StakeWords } from '../en/management-stake'

export const stake: StakeWords = {
  short: 'Что на кону',
  heading: ({ share, atRisk, period }) => `На кону ${share} прибыли: около ${atRisk} за ${period}`,
  headingNone: 'Прибыль не под угрозой',
  profit: ({ active, period, profit }) => `Прибыль от ${active} за ${period} — около ${profit}.`,
  expected: (expected) => `По оценке модели, спад ожидается примерно у ${expected} из них.`,
  expectedAndDeclined: ({ expected, declined }) =>
    `По оценке модели, спада следовало ожидать примерно у ${expected} из них; по таблицам таких оказалось ${declined}.`,
  atRisk: ({ atRisk, lower, upper, loss }) =>
    `Прибыль под угрозой — это прибыль клиента, умноженная на вероятность спада. По всем клиентам выходит ${atRisk}; с учётом случайности выборки — от ${lower} до ${upper}. Это оценка сверху, если остальные клиенты ничего не теряют: кто покупает меньше, всё же покупает. ${loss}`,
  shareOfProfit: (share) => `, ${share} прибыли`,
  likelyLoss: ({ lostShare, low, high, loss, lossLow, lossHigh, ofProfit }) =>
    `Какую долю прибыли такой клиент уносит, в данных не видно; предположение из файла offers.json — ${lostShare} (от ${low} до ${high}). Тогда вероятная потеря — около ${loss} (от ${lossLow} до ${lossHigh})${ofProfit}.`,
  concentrated: ({ customers, atRisk }) =>
    `Потери сосредоточены: на ${customers} клиентов приходится ${atRisk} прибыли под угрозой. Поэтому не нужно работать со всеми.`,
  spread: ({ customers, atRisk }) =>
    `Потери распределены довольно ровно: на ${customers} клиентов приходится ${atRisk} прибыли под угрозой. Если работать только с ними, бо́льшая часть этой прибыли останется под угрозой.`,
  shareOfCustomers: 'доля клиентов',
  shareOfRisk: 'доля прибыли под угрозой',
}
