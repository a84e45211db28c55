import { chartMarkup } from '../chart'
import { assumptionsFigure, budgetFigure, policiesFigure } from '../figures/money'
import { effectsKnown, type ManagementFindings, type MoneyFindings, type StakeFindings } from '../findings'
import { html } from '../html'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** What it brings and costs. */
export function moneySection({ money, stake, months }: ManagementFindings, words: Speaker): Section {
  const { say, about, percent } = words
  const { cost, kept, net, chanceToPay, independent, sharedError, effects } = money
  const measured = effectsKnown(effects) === 'measured'
  const period = words.months(months)
  return {
    name: 'money',
    short: say('Что это даст и сколько стоит', 'What it brings and costs'),
    heading:
      cost > 0 && measured
        ? say(
            `План стоит ${about(cost)} и, судя по экспериментам, сохранит около ${about(kept)}`,
            `The plan costs ${about(cost)} and, by what experiments measured, keeps about ${about(kept)}`,
          )
        : cost > 0
          ? say(
              `План стоит ${about(cost)} и сохранит около ${about(kept)} — если предположения об эффекте верны`,
              `The plan costs ${about(cost)} and keeps about ${about(kept)}, if the assumed effects are right`,
            )
          : say('План ничего не тратит', 'The plan spends nothing'),
    body: html`<p>${effectsInWords(money, words)} ${say(
      `По этим числам каждая потраченная единица сохраняет за ${period} ${words.decimal(cost > 0 ? kept / cost : 0)} единицы прибыли.`,
      `On these figures each unit of money spent keeps ${words.decimal(cost > 0 ? kept / cost : 0)} units of profit in ${period}.`,
    )}${cost > 0 && ` ${scaleInWords(money, stake, words)}`}</p>
<p>${budgetInWords(money, words)}</p>
<p>${say(
      `Эффект, доля потерь и риск известны неточно. Если верить диапазонам предположений, выигрыш за вычетом затрат — от ${about(net.lower)} до ${about(net.upper)} (в 95 случаях из 100); план окупается в ${percent(chanceToPay)} случаев.${
        measured
          ? ''
          : ` Здесь ${percent(sharedError)} неизвестного в эффектах — общее для всех предложений: если они действуют хуже, чем думали, то скорее все сразу. Если бы они ошибались независимо друг от друга, план окупался бы в ${percent(independent.chanceToPay)} случаев, а нижняя граница была бы ${about(independent.lower)}.`
      } Сами диапазоны не проверены.`,
      `Effects, losses and risks are known only roughly. If the assumed ranges are right, the gain after cost lies between ${about(net.lower)} and ${about(net.upper)} (in 95 cases out of 100); the plan pays for itself in ${percent(chanceToPay)} of cases.${
        measured
          ? ''
          : ` Here ${percent(sharedError)} of what is not known of the effects is common to all offers: if they do less than thought, they are likely to do so together. If they erred independently, the plan would pay in ${percent(independent.chanceToPay)} of cases, with a lower end of ${about(independent.lower)}.`
      } The ranges themselves are untested.`,
    )}${breakEvenInWords(money, words)}${lowEndInWords(money, words)}</p>
${money.policies.length > 0 && policiesMarkup(money, words)}
${money.curve.length > 1 && curveMarkup(money, words)}
${money.assumptions.length > 0 && assumptionsMarkup(money, words)}`,
  }
}

/** What is known of the effects, and what they rest on. */
function effectsInWords({ effects: { planned, measured } }: MoneyFindings, { say, count }: Speaker): string {
  const prior = say(
    'Эффект отсчитывается от причин, которые идут вместе с риском; снимает ли предложение сам риск, покажет только эксперимент. До него эти числа — очерёдность: кому и что предложить раньше, а не обещание.',
    'Effects are counted from reasons that go with the risk; whether an offer takes away the risk itself only the experiment will show. Until then these figures are an order of priority, whom to offer what first, and no promise.',
  )
  if (measured === 0) {
    return say(
      `Действие предложений не измерено: стоимость и эффект — предположения из файла offers.json. ${prior}`,
      `The effect of the offers has not been measured: costs and effects are assumptions from the file offers.json. ${prior}`,
    )
  }
  if (measured === planned) {
    return say(
      'Эффект всех предложений плана измерен экспериментами, с погрешностью; стоимость — из файла offers.json.',
      'The effects of all offers of the plan were measured by experiments, with an error; costs come from the file offers.json.',
    )
  }
  return say(
    `Эффект измерен экспериментами у ${count(measured)} из ${count(planned)} видов предложений плана; эффект остальных и стоимость — предположения из файла offers.json. ${prior}`,
    `Experiments measured the effect of ${count(measured)} of the plan’s ${count(planned)} kinds of offers; the other effects and the costs are assumptions from the file offers.json. ${prior}`,
  )
}

function breakEvenInWords({ breakEven }: MoneyFindings, { say, percent }: Speaker): string {
  if (breakEven === undefined) return ''
  return breakEven <= 1
    ? say(
        ` Он окупится и тогда, когда все эффекты составят ${percent(breakEven)} от предполагаемых.`,
        ` It still pays for itself if every effect is ${percent(breakEven)} of what is assumed.`,
      )
    : say(
        ` Чтобы он окупился, эффекты должны составить ${percent(breakEven)} предполагаемых.`,
        ` To pay for itself, every effect would have to be ${percent(breakEven)} of what is assumed.`,
      )
}

/** What the plan keeps against what is at risk and against all profit. */
function scaleInWords(
  { cost, kept }: MoneyFindings,
  { atRisk, profit }: StakeFindings,
  { say, about, percent }: Speaker,
): string {
  if (!(atRisk > 0 && profit > 0)) return ''
  return say(
    `Это ${percent(kept / atRisk, 1)} прибыли под угрозой и ${percent(kept / profit, 1)} всей прибыли; за вычетом затрат остаётся около ${about(kept - cost)}.`,
    `That is ${percent(kept / atRisk, 1)} of the profit at risk and ${percent(kept / profit, 1)} of all profit; about ${about(kept - cost)} is left after cost.`,
  )
}

/** Where the budget comes from, and how much of it the plan spends. */
function budgetInWords(
  { budget, cost, statedBudget }: MoneyFindings,
  { say, about, percent }: Speaker,
): string {
  const stated =
    'share' in statedBudget
      ? say(
          `Бюджет — ${percent(statedBudget.share, 1)} прибыли под угрозой, около ${about(budget)}: так записано в файле offers.json.`,
          `The budget is ${percent(statedBudget.share, 1)} of the profit at risk, about ${about(budget)}, as the file offers.json states it.`,
        )
      : say(
          `Бюджет — ${about(budget)}: так записано в файле offers.json.`,
          `The budget is ${about(budget)}, as the file offers.json states it.`,
        )
  const spent =
    cost < 0.98 * budget
      ? say(
          ` План тратит из него ${about(cost)} — столько, сколько окупается.`,
          ` The plan spends ${about(cost)} of it: as much as pays for itself.`,
        )
      : say(' План тратит его целиком.', ' The plan spends all of it.')
  return stated + spent
}

/** What is left if every effect is at the low end of what is assumed. */
function lowEndInWords({ lowEnd, effects: { planned } }: MoneyFindings, words: Speaker): string {
  const { say, about, count } = words
  const { net, paying, anyPays } = lowEnd
  if (planned === 0) return ''
  const result =
    net < 0
      ? { ru: `план принесёт убыток около ${about(-net)}`, en: `the plan loses about ${about(-net)}` }
      : { ru: `план даст около ${about(net)}`, en: `the plan gains about ${about(net)}` }
  if (!anyPays) {
    return say(
      ` Если же все эффекты окажутся на нижней границе, не окупится ни одно предложение ни одному клиенту, и ${result.ru}.`,
      ` If all effects are at the low end of their ranges, no offer to anyone pays, and ${result.en}.`,
    )
  }
  if (paying === 0) {
    return say(
      ` Если же все эффекты окажутся на нижней границе, ни один из видов предложений плана не окупится, и ${result.ru}.`,
      ` If all effects are at the low end of their ranges, none of the plan’s kinds of offers pays, and ${result.en}.`,
    )
  }
  return say(
    ` Если же все эффекты окажутся на нижней границе, из видов предложений плана (всего ${count(planned)}) окупятся ${count(paying)}, и ${result.ru}.`,
    ` If all effects are at the low end of their ranges, ${count(paying)} of the plan’s ${count(planned)} kinds of offers pay, and ${result.en}.`,
  )
}

function policiesMarkup(money: MoneyFindings, words: Speaker) {
  const { say, money: sum, language } = words
  return html`${chartMarkup(
    {
      name: 'policies',
      figure: policiesFigure(money, words),
      table: {
        head: [
          say('правило', 'rule'),
          say('затраты', 'cost'),
          say('сохранит', 'keeps'),
          say('выигрыш', 'gain'),
        ],
        rows: money.policies.map(({ name, cost, kept }) => [
          name[language],
          sum(cost),
          sum(kept),
          sum(kept - cost),
        ]),
      },
    },
    words,
  )}`
}

function curveMarkup(money: MoneyFindings, words: Speaker) {
  const { say, about, money: sum } = words
  const { worthwhileBudget, cost, budget, curve } = money
  return html`<p>${
    worthwhileBudget > 1.02 * budget
      ? say(
          `Выгоднее всего было бы потратить около ${about(worthwhileBudget)}: до этой суммы каждая добавленная единица возвращает больше единицы. Бюджет — ${about(budget)}: его стоит увеличить.`,
          `The best amount to spend would be about ${about(worthwhileBudget)}: up to there each further unit brings back more than a unit. The budget is ${about(budget)}: raising it would pay.`,
        )
      : say(
          `План тратит столько, сколько выгоднее всего, — около ${about(cost)}: дальше каждая добавленная единица возвращает меньше единицы.`,
          `The plan spends the best amount, about ${about(cost)}: beyond that, each further unit brings back less than a unit.`,
        )
  }</p>
${chartMarkup(
  {
    name: 'budget',
    figure: budgetFigure(money, words),
    table: {
      head: [
        say('бюджет', 'budget'),
        say('потрачено', 'spent'),
        say('сохранено', 'kept'),
        say('выигрыш', 'gain'),
      ],
      rows: curve.map(({ budget, cost, kept }) => [sum(budget), sum(cost), sum(kept), sum(kept - cost)]),
    },
  },
  words,
)}`
}

function assumptionsMarkup(money: MoneyFindings, words: Speaker) {
  const { say, money: sum, language } = words
  const [widest] = money.assumptions
  return html`<p>${say(
    `Больше всего результат зависит от одного предположения: «${widest.name.ru}».`,
    `The result depends most on one assumption: “${widest.name.en}”.`,
  )}</p>
${chartMarkup(
  {
    name: 'assumptions',
    figure: assumptionsFigure(money, words),
    table: {
      head: [
        say('предположение', 'assumption'),
        say('выигрыш при худшем', 'gain at its worst'),
        say('при лучшем', 'at its best'),
      ],
      rows: money.assumptions.map(({ name, low, high }) => [name[language], sum(low), sum(high)]),
    },
  },
  words,
)}
<p class="note">${say(
    'Эффект — какую часть риска снимает предложение; охват — какая доля клиентов его заметит. Худшие и лучшие значения — из файла offers.json; где их там нет, взято на четверть меньше и больше. Риск можно делить между причинами несколькими способами; взяты тот, при котором план даёт меньше всего, и тот, при котором больше.',
    'Effect: the part of the risk that an offer takes away; reach: the share of customers who notice it. The worst and best values come from the file offers.json; where it states none, they lie a quarter below and above. Points of risk can be counted in several ways; shown are the one by which the plan gains least and the one by which it gains most.',
  )}</p>`
}
