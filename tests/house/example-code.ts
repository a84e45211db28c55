import ts from 'typescript'

/** An example ready to run: its imports, and its statements with `check(value, index)` wherever a result is written. */
export interface ExampleCode {
  readonly imports: readonly { readonly names: string; readonly from: string }[]
  /** JavaScript that may await. */
  readonly body: string
  /** What follows `// →`, in order. */
  readonly results: readonly string[]
}

const resultOf = /^\/\/ → (.*)$/

/**
 * Reads an example: `mean([1, 2, 3]) // → 2`. A result stands behind an expression, a `console.log` of one or the
 * declaration of one name, at the end of its line.
 */
export function exampleCode(text: string): ExampleCode {
  const source = ts.createSourceFile('example.ts', text, ts.ScriptTarget.ES2022, true)
  const imports: { names: string; from: string }[] = []
  const results: string[] = []
  const lines = source.statements.map((statement) => {
    if (ts.isImportDeclaration(statement)) {
      const names = statement.importClause?.namedBindings?.getText() ?? '{}'
      imports.push({ names: names.replace(/\btype \w+,?/g, ''), from: literal(statement.moduleSpecifier) })
      return ''
    }
    const result = ts
      .getTrailingCommentRanges(text, statement.end)
      ?.map(({ pos, end }) => resultOf.exec(text.slice(pos, end))?.[1])
      .find((found) => found !== undefined)
    if (result === undefined) return statement.getText()
    return checked(statement, results.push(result) - 1)
  })
  const written = text.match(/\/\/ →/g)?.length ?? 0
  if (results.length !== written) throw new Error(`a result stands where it is not read:\n${text}`)
  const { outputText: body } = ts.transpileModule(lines.join('\n'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  return { imports, body: body.replace(/^export \{\};?$/m, ''), results }
}

const literal = (node: ts.Expression) => (node as ts.StringLiteral).text

function checked(statement: ts.Statement, index: number): string {
  if (ts.isExpressionStatement(statement)) {
    const { expression } = statement
    const printed = ts.isCallExpression(expression) && expression.expression.getText() === 'console.log'
    return `check(${(printed ? expression.arguments[0] : expression).getText()}, ${index})`
  }
  if (ts.isVariableStatement(statement)) {
    return `${statement.getText()}\ncheck(${statement.declarationList.declarations[0].name.getText()}, ${index})`
  }
  throw new Error(`no value to compare with the result: ${statement.getText()}`)
}

/** What differs between a value and a result as it is written; undefined where nothing does. */
export function difference(value: unknown, written: string): string | undefined {
  const source = ts.createSourceFile('result.ts', `(${written})`, ts.ScriptTarget.ES2022, true)
  const [statement] = source.statements as unknown as ts.ExpressionStatement[]
  const { expression } = statement.expression as ts.ParenthesizedExpression
  return equals(value, expression) ? undefined : `${show(value)} is not ${written}`
}

const show = (value: unknown) =>
  typeof value === 'object'
    ? JSON.stringify(value, (_, part) => (ArrayBuffer.isView(part) ? [...(part as Float64Array)] : part))
    : String(value)

function equals(value: unknown, written: ts.Expression): boolean {
  const text = written.getText()
  if (ts.isArrayLiteralExpression(written)) {
    const isList = Array.isArray(value) || ArrayBuffer.isView(value)
    const values = isList ? [...(value as unknown[])] : []
    return (
      isList &&
      values.length === written.elements.length &&
      values.every((part, i) => equals(part, written.elements[i]))
    )
  }
  if (ts.isObjectLiteralExpression(written)) {
    if (typeof value !== 'object' || value === null) return false
    const parts = written.properties as unknown as ts.PropertyAssignment[]
    return (
      Object.keys(value).length === parts.length &&
      parts.every(({ name, initializer }) =>
        equals((value as Record<string, unknown>)[(name as ts.Identifier).text], initializer),
      )
    )
  }
  if (ts.isStringLiteral(written)) return value === written.text
  const constants = new Map<string, unknown>([
    ['true', true],
    ['false', false],
    ['null', null],
    ['undefined', undefined],
  ])
  return constants.has(text)
    ? value === constants.get(text)
    : typeof value === 'number' && rounds(value, text)
}

/** Whether a number, rounded to the digits that are written, is the written one. */
function rounds(value: number, text: string): boolean {
  const number = /^-?\d[\d_]*(?:\.(\d+))?(?:e[-+]?\d+)?$/.exec(text)
  if (!number) return Object.is(value, Number(text))
  const digits = number[1]?.length ?? 0
  const rounded = text.includes('e') ? value.toExponential(digits) : value.toFixed(digits)
  return Number(rounded) === Number(text.replaceAll('_', ''))
}
