import type { ExplanationFigures } from '../en/explanation-figures'
import { pluralRu } from '../plural'

export const explanation: ExplanationFigures = {
  beeswarm: {
    title: 'Из чего складывается риск каждого клиента',
    description: (labels) => `Вклады признаков: ${labels}.`,
    value: 'значение',
    low: 'низкое',
    high: 'высокое',
    axis: 'вклад в логарифм шансов спада (вправо — риск выше)',
  },
  waterfall: {
    others: (count) => `ещё ${count} ${pluralRu(count, ['признак', 'признака', 'признаков'])}`,
    start: 'Начальная точка',
    end: 'Этот клиент',
    description: ({ base, total, steps }) => `От ${base} в начале до ${total}: ${steps}`,
    axis: 'логарифм шансов спада (0 = 50 %, 1 = 73 %, 2 = 88 %, −1 = 27 %, −2 = 12 %)',
  },
}
