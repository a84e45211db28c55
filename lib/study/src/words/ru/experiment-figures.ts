import type { ExperimentFigures } from '../en/experiment-figures'

export const experiment: ExperimentFigures = {
  withPrediction: 'с учётом прогноза',
  withoutPrediction: 'без прогноза',
  breakEven: 'окупается',
  assumed: 'предполагается',
  simulated: 'смоделированные исходы',
  reductionAxis: 'снижение доли снизивших активность (п. п.)',
  range: ({ estimate, lower, upper }) => `${estimate} (от ${lower} до ${upper})`,
  pointsRange: ({ estimate, lower, upper }) => `${estimate} п. п. (от ${lower} до ${upper})`,
  power: {
    title: 'Какой эффект найдёт эксперимент',
    description: ({ power, withPrediction, without }) =>
      `Мощность за все запланированные кварталы в зависимости от снижения доли снизивших активность. ${power} достигается при ${withPrediction} п. п. с учётом прогноза и при ${without} без него.`,
    hover: '%{x:.1f} п. п.: %{y:.0f}\u00a0%<extra></extra>',
    xAxis: 'истинное снижение доли снизивших активность (п. п.)',
    yAxis: 'мощность (%)',
  },
  detectable: {
    title: 'Что дают дополнительные кварталы',
    description: ({ power, first, last, quarters }) =>
      `Наименьшее снижение, которое находится с мощностью ${power}: ${first} п. п. за один квартал, ${last} за ${quarters}.`,
    hover: '%{customdata} клиентов: %{y:.1f} п. п.<extra></extra>',
    xAxis: 'запланировано кварталов',
  },
  result: {
    title: 'Что дали предложения',
    all: 'все, итог',
    allPlain: 'все, без прогноза',
    hover: '%{y}: %{x:.1f} п. п.<extra></extra>',
  },
  looks: {
    title: 'Что показала каждая проверка',
    pooled: 'все кварталы вместе',
    single: 'каждый квартал отдельно',
    noEffect: 'нет эффекта',
    xAxis: 'квартал',
  },
  course: {
    title: 'Как пойдёт эксперимент',
    assumed: 'как предполагается',
    half: 'вдвое меньше',
    none: 'нет эффекта',
    rollOut: 'предложения всем',
    stop: 'прекращено',
    inWords: ({ rollOut, stop, quarters }) =>
      `предложения всем ${rollOut}, прекращено ${stop}, в среднем кварталов ${quarters}`,
    xAxis: 'прошло кварталов',
    yAxis: 'вероятность (%)',
  },
}
