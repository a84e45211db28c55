import type { ModelOccasion } from '../../../study/occasion'
import { pluralRu } from '../../../words/language'
import type { ManagementFindings } from '../findings'
import { type Html, html } from '../html'
import type { Speaker } from '../speaker'

/**
 * What the report is about, above everything else: a rehearsal on the past or customers whose outcome is open; and for
 * a plan by a model file, whether the model still fits these customers and what it has seen of them.
 */
export function occasionNotice({ occasion, stake, openPlan }: ManagementFindings, words: Speaker): Html {
  const { say } = words
  const { kind, byModel } = occasion
  const prevalence = occasion.prevalence ?? byModel?.prevalence
  const sentences = [
    ...(byModel ? [verdict(byModel, words)] : []),
    kind === 'open' ? openInWords(byModel, words) : rehearsalInWords(stake.declined, words),
    ...(byModel ? [...learnedInWords(byModel, words), ...measuredInWords(byModel, words)] : []),
    ...(prevalence === undefined ? [] : [prevalenceInWords(prevalence, words)]),
  ]
  return html`<div class="occasion ${byModel?.drift?.conclusion ?? 'keep'}" role="note">
${sentences.map(
  (sentence) => html`<p>${sentence}</p>
`,
)}${
  openPlan !== undefined &&
  html`<p><a href="${openPlan}">${say('План для клиентов, чей исход ещё не известен', 'The plan for customers whose outcome is open')}</a></p>
`
}</div>`
}

/** The drift check in one sentence; its page says more. */
function verdict({ drift }: ModelOccasion, { say, count }: Speaker): Html {
  if (!drift) {
    return html`<strong>${say(
      'Клиентов слишком мало, чтобы проверить, подходит ли им модель.',
      'There are too few customers to check whether the model still fits them.',
    )}</strong>`
  }
  const conclusion = {
    keep: say(
      'Модель подходит: от клиентов, на которых она училась, эти заметно не отличаются.',
      'The model fits: these customers do not differ noticeably from those it learned from.',
    ),
    watch: say(
      `Осторожно: клиенты изменились (расхождений: ${count(drift.alarms)}), но модель ещё может подходить.`,
      `Watch: the customers have changed (${count(drift.alarms)} of the comparisons raise an alarm), but the model may still hold.`,
    ),
    retrain: say(
      `Модель нужно обучить заново: клиенты слишком изменились (расхождений: ${count(drift.alarms)}). На числа ниже полагаться нельзя.`,
      `Train the model again: the customers have changed too much (${count(drift.alarms)} of the comparisons raise an alarm). The figures below cannot be relied on.`,
    ),
  }[drift.conclusion]
  return html`<strong>${conclusion}</strong> <a href="drift.html">${say('Подробности (на английском)', 'Details')}</a>`
}

function openInWords(byModel: ModelOccasion | undefined, words: Speaker): string {
  const { say } = words
  const quarter = byModel?.quarter
  const learned = byModel ? learnedFrom(byModel, words) : ''
  return say(
    `${quarter ? `Квартал ${quarter}. ` : ''}Исход для этих клиентов ещё не известен: план можно выполнить. Модель обучена на данных, где исход известен (${learned}).`,
    `${quarter ? `Quarter ${quarter}. ` : ''}The outcome of these customers is still open: the plan can be carried out. The model learned where the outcome is known (${learned}).`,
  )
}

function learnedFrom({ model }: ModelOccasion, { say, customers }: Speaker): string {
  const own = customers(model.customers)
  if (model.earlier === undefined) return own
  return say(
    `${own}, а также данные прежних кварталов: ${customers(model.earlier)}`,
    `${own}; and from earlier quarters ${customers(model.earlier)}`,
  )
}

function rehearsalInWords(declined: number | undefined, words: Speaker): string {
  const { say } = words
  const known =
    declined === undefined
      ? ''
      : say(
          ` Активность снизилась у ${words.ofCustomers(declined)}, и предложения этого уже не изменят.`,
          ` Activity has declined for ${words.customers(declined)}, and no offer can change that.`,
        )
  return say(
    `Это пробный расчёт на прошлых данных: исход для этих клиентов уже известен и записан в таблицах.${known} Отчёт показывает, какой план модель составила бы, не зная исхода. Чтобы действовать, нужен план для клиентов, чей исход ещё не известен.`,
    `This is a rehearsal on the past: the outcome of these customers is known and stands in the tables.${known} The report shows the plan that the model would have made without knowing it. To act, make a plan for customers whose outcome is open.`,
  )
}

function learnedInWords({ learned }: ModelOccasion, words: Speaker): string[] {
  const { say, people } = words
  if (!learned) {
    return [
      say(
        'Видела ли модель этих клиентов при обучении, из её файла не узнать; если да, её ответы слишком уверенны.',
        'Whether the model learned from some of these customers cannot be told from its file; if so, its answers are too sure.',
      ),
    ]
  }
  const { same, changed } = learned
  return [
    ...(same > 0
      ? [
          say(
            `На ${people(same)} ${pluralRu(same, ['клиенте', 'клиентах', 'клиентах'])} с теми же данными модель училась: для них взяты ответы моделей, которые их не видели.`,
            `The model learned from ${words.customers(same)} with these very data: for them the answers are those of models that had not seen them.`,
          ),
        ]
      : []),
    ...(changed > 0
      ? [
          say(
            `Клиентов, которых модель знает по прошлым данным, — ${people(changed)}: прежний исход она может помнить, и ответы о них могут быть слишком уверенными.`,
            `The model learned from ${words.customers(changed)} as they were before: it may remember their former outcome, and be too sure of them.`,
          ),
        ]
      : []),
  ]
}

function measuredInWords({ measured }: ModelOccasion, { say, percent }: Speaker): string[] {
  if (!measured) return []
  const { estimate, lower, upper } = measured.rocAuc
  const range = `${percent(lower)}–${percent(upper)}`
  return [
    say(
      `Проверка на этих клиентах: из двух, один со снижением и один без, модель ставит первого выше в ${percent(estimate)} случаев (${range}).`,
      `Tested on these customers: of two, one who declined and one who did not, the model puts the first higher in ${percent(estimate)} of cases (${range}).`,
    ),
  ]
}

function prevalenceInWords(prevalence: number, { say, percent }: Speaker): string {
  return say(
    `Вероятности пересчитаны для доли снижений ${percent(prevalence)}, которую назвал магазин.`,
    `The probabilities were moved to a share of declines of ${percent(prevalence)}, as the store states it.`,
  )
}
