import type { ModelOccasion } from '../../../study/occasion'
import { chartMarkup } from '../chart'
import { keptWordFigure } from '../figures/certainty'
import type { CertaintyFindings, ManagementFindings } from '../findings'
import { html } from '../html'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** How sure we are. */
export function certaintySection({ certainty, why, occasion }: ManagementFindings, words: Speaker): Section {
  const { say, percent, count } = words
  const { precision, recall, rightPairs, calibration } = certainty
  return {
    name: 'certainty',
    short: say('Насколько мы уверены', 'How sure we are'),
    heading:
      precision === undefined
        ? say(
            `Проверено там, где исход известен: из двух клиентов модель верно указывает того, кто стал покупать меньше, в ${percent(rightPairs.estimate)} случаев`,
            `Tested where the outcome is known: of two customers, the model names the one who bought less in ${percent(rightPairs.estimate)} of cases`,
          )
        : say(
            `Проверено там, где исход известен: из тех, кого модель отнесла к группе риска, ${percent(precision)} действительно стали покупать меньше`,
            `Tested where the outcome is known: ${percent(precision)} of those whom the model put at risk did buy less`,
          ),
    body: html`<p>${occasion.byModel && `${basisInWords(occasion.byModel, words)} `}${say(
      `Каждого клиента оценивала модель, которая его не видела. К группе риска она относила тех, чья вероятность спада не ниже ${percent(why.riskFrom)}. Так она нашла ${percent(recall)} всех, кто стал покупать меньше; остальных она не распознала.`,
      `Each customer was judged by a model that had not seen them. It puts at risk those whose probability of decline is ${percent(why.riskFrom)} or more. In this way it found ${percent(recall)} of all who bought less; the others it missed.`,
    )} ${silentInWords(certainty, words)}</p>
<p>${say(
      `Из двух клиентов — один стал покупать меньше, другой нет — модель ставит первого выше в ${percent(rightPairs.estimate)} случаев (от ${percent(rightPairs.lower)} до ${percent(rightPairs.upper)}; у аналитиков это ROC-AUC). Угадывание дало бы ${percent(0.5)}.`,
      `Of two customers, one who bought less and one who did not, the model puts the first higher in ${percent(rightPairs.estimate)} of cases (${percent(rightPairs.lower)} to ${percent(rightPairs.upper)}; analysts call it ROC-AUC). Guessing would give ${percent(0.5)}.`,
    )}</p>
<p>${calibrationInWords(certainty, words)} ${say(
      `Об отдельном клиенте модель может судить не всегда: для ${percent(certainty.unsure)} клиентов она оставляет открытыми оба исхода. Её ответы рассчитаны так, чтобы верный исход входил в них в ${percent(certainty.level)} случаев; при проверке вышло ${percent(certainty.coverage)}.`,
      `About a single customer the model cannot always tell: for ${percent(certainty.unsure)} of customers it leaves both outcomes open. Its answers are meant to include the true outcome in ${percent(certainty.level)} of cases; in the test they did in ${percent(certainty.coverage)}.`,
    )}</p>
${
  calibration.length > 1 &&
  chartMarkup(
    {
      name: 'calibration',
      figure: keptWordFigure(calibration, words),
      table: {
        head: [
          say('предсказано', 'predicted'),
          say('произошло', 'happened'),
          say('от и до', 'range'),
          say('клиентов', 'customers'),
        ],
        rows: calibration.map(({ predicted, happened, customers }) => [
          percent(predicted),
          percent(happened.estimate),
          `${percent(happened.lower)}–${percent(happened.upper)}`,
          count(customers),
        ]),
      },
    },
    words,
  )
}
${
  calibration.length > 1 &&
  html`<p class="note">${say(
    'Точка — группа клиентов с близким риском; черта — где могла бы лежать доля из-за случайности. Чем ближе точки к пунктиру, тем точнее прогноз.',
    'A dot is a group of customers with similar risk; its bar shows where chance could have put the share. The nearer to the dotted line, the better the prediction.',
  )}</p>`
}`,
  }
}

/** On whom the figures rest where a model file judged: not on the customers of the report. */
function basisInWords({ model }: ModelOccasion, words: Speaker): string {
  return words.say(
    `Числа этого раздела получены на клиентах, на которых модель училась (${words.customers(model.customers)}): каждого при проверке от неё скрывали. Насколько она права здесь, покажет исход.`,
    `The figures of this section come from the customers that the model learned from (${words.customers(model.customers)}), each held back from it in the test. How right it is here, the outcome shows.`,
  )
}

function calibrationInWords(
  { calibrationError, calibrationErrorByChance, calibrationErrorRange }: CertaintyFindings,
  { say, decimal }: Speaker,
): string {
  const points = (value: number) => decimal(100 * value)
  const { lower, upper } = calibrationErrorRange
  return say(
    `Предсказанные доли расходятся с тем, что произошло, в среднем на ${points(calibrationError)} процентного пункта; одна случайность дала бы ${points(calibrationErrorByChance)}. Сами вероятности могут быть неточны в среднем на величину от ${points(lower)} до ${points(upper)} пункта.`,
    `Predicted shares differ from what happened by ${points(calibrationError)} percentage points on average; chance alone would give ${points(calibrationErrorByChance)}. The probabilities themselves may be off by ${points(lower)} to ${points(upper)} points on average.`,
  )
}

/** Fewer than this share is nothing that management needs to know. */
const fewUnexpected = 0.05

/** How many of those who declined the tables give no sign of. */
function silentInWords({ unexpected, silent }: CertaintyFindings, { say, percent }: Speaker): string {
  if (!(unexpected && silent) || unexpected.lower < fewUnexpected) return ''
  return say(
    `У ${percent(unexpected.estimate)} тех, кто стал покупать меньше (от ${percent(unexpected.lower)} до ${percent(unexpected.upper)}), вероятность спада была ниже средней: признаков спада в этих таблицах модель у них не нашла. Совсем неотличимы от остальных, по оценке сверху, ${percent(silent.estimate)} (от ${percent(silent.lower)} до ${percent(silent.upper)}). Чтобы заметить и их, нужны другие данные.`,
    `${percent(unexpected.estimate)} of those who bought less (${percent(unexpected.lower)} to ${percent(unexpected.upper)}) had a probability of decline below the average: the model found no sign of it in these tables. By an upper estimate ${percent(silent.estimate)} (${percent(silent.lower)} to ${percent(silent.upper)}) cannot be told from the others at all. To notice them too takes other data.`,
  )
}
