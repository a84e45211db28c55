import { ArgumentError } from '@one-click/core'

/**
 * How a feature follows from its inputs. The set is closed and small so that the same declaration can be
 * computed here, written into documentation, and compiled to other engines.
 */
export type Expression =
  | { readonly op: 'input'; readonly name: string }
  | { readonly op: 'sum'; readonly of: readonly Expression[] }
  | { readonly op: 'difference'; readonly of: readonly [Expression, Expression] }
  /** Quotient; 0 where the divisor is 0. */
  | { readonly op: 'ratio'; readonly of: readonly [Expression, Expression] }

export const input = (name: string): Expression => ({ op: 'input', name })
export const sum = (...names: string[]): Expression => ({ op: 'sum', of: names.map(input) })
export const difference = (left: string, right: string): Expression => ({
  op: 'difference',
  of: [input(left), input(right)],
})
export const ratio = (left: string, right: string): Expression => ({
  op: 'ratio',
  of: [input(left), input(right)],
})

/** The names of the inputs an expression reads, each once, in order of appearance. */
export function inputsOf(expression: Expression): string[] {
  if (expression.op === 'input') return [expression.name]
  return [...new Set(expression.of.flatMap(inputsOf))]
}

/** The expression as people write it: `revenueCurrent / revenuePrevious`. */
export function describeExpression(expression: Expression): string {
  const operator = { sum: ' + ', difference: ' − ', ratio: ' / ' }
  if (expression.op === 'input') return expression.name
  return expression.of
    .map((part) => (part.op === 'input' ? part.name : `(${describeExpression(part)})`))
    .join(operator[expression.op])
}

/**
 * Evaluates an expression for every row.
 * @param columns numeric inputs by name, each of shape (rows)
 * @throws ArgumentError when an input is missing
 */
export function evaluateExpression(
  expression: Expression,
  columns: Readonly<Record<string, Float64Array | undefined>>,
): Float64Array {
  if (expression.op === 'input') {
    const values = Object.hasOwn(columns, expression.name) ? columns[expression.name] : undefined
    if (!values) throw new ArgumentError('evaluateExpression', 'unknown numeric input', expression.name)
    return values.slice()
  }
  const [first, ...others] = expression.of.map((part) => evaluateExpression(part, columns))
  for (const other of others) {
    for (let i = 0; i < first.length; i++) first[i] = combine(expression.op, first[i], other[i])
  }
  return first
}

function combine(op: 'sum' | 'difference' | 'ratio', left: number, right: number): number {
  if (op === 'sum') return left + right
  if (op === 'difference') return left - right
  return right === 0 ? 0 : left / right
}
