import type { ExperimentLooks } from '../en/experiment-looks'

export const experimentLooks: ExperimentLooks = {
  simulated: 'смоделированные исходы',
  title: 'Что показала каждая проверка',
}
