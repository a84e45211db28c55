import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../lib/study/src/study/paths'

const folder = join(projectRoot, 'tests')

describe('an expectation under a condition', () => {
  it('says when it is never reached, or stands without the condition', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.m?ts$/.test(name),
    )
    expect(files.length).toBeGreaterThan(200)
    const found = files.flatMap((name) =>
      conditionalExpectations(readFileSync(join(folder, name), 'utf8')).map(
        (line) => `tests/${name}:${line}`,
      ),
    )
    expect(found.sort()).toEqual([])
  })

  it.each([
    ['under an if', 'it("", () => { if (a) expect(b) })', [1]],
    ['in a loop under an if', 'it("", () => { if (a) for (const b of c) expect(b) })', [1]],
    ['behind a return', 'it("", () => {\n  if (a) return\n  expect(b)\n})', [3]],
    ['behind a continue', 'it("", () => { for (const a of b) {\n if (a) continue\n expect(a) } })', [3]],
    ['behind &&', 'it("", () => { a && expect(b) })', [1]],
    ['in a branch of ?:', 'it("", () => { a ? expect(b) : c })', [1]],
    ['told when not reached', 'it("", () => { if (a) { reached()\n expect(b) } })', []],
    ['told when not reached behind a return', 'it("", () => { if (a) return\n reached()\n expect(b) })', []],
    ['with another in the else', 'it("", () => { if (a) expect(b)\n else expect(c) })', []],
    ['with a condition inside', 'it("", () => { expect(a ? b : c).toBe(d) })', []],
    [
      'behind a return of another function',
      'it("", () => { const f = () => { if (a) return }\n expect(b) })',
      [],
    ],
    ['with an expect of its own', 'const expect = f\nit("", () => { if (a) expect(b) })', []],
  ])('is found %s or left alone rightly', (_, code, lines) => {
    expect(conditionalExpectations(code)).toEqual(lines)
  })
})

/** Lines of the expectations that a condition may skip without a word. */
function conditionalExpectations(code: string): number[] {
  const file = ts.createSourceFile('test.ts', code, ts.ScriptTarget.Latest, true)
  const hasOwn = contains(file, (node) => ts.isVariableDeclaration(node) && node.name.getText() === 'expect')
  const lines: number[] = []
  const visit = (node: ts.Node): void => {
    if (isExpectation(node) && isConditional(node)) {
      lines.push(file.getLineAndCharacterOfPosition(node.getStart()).line + 1)
    }
    ts.forEachChild(node, visit)
  }
  if (!hasOwn) visit(file)
  return lines
}

function isExpectation(node: ts.Node): boolean {
  return ts.isCallExpression(node) && /^expect(?:\.soft)?$/.test(node.expression.getText())
}

/** Whether a condition between an expectation and its test, or what else it is declared in, may skip it. */
function isConditional(expectation: ts.Node): boolean {
  for (let node = expectation; node.parent && !ts.isSourceFile(node.parent); node = node.parent) {
    const { parent } = node
    if (ts.isBlock(parent)) {
      const before = parent.statements.filter(({ pos }) => pos < node.pos)
      if (before.some(isReachedCall)) return false
      if (before.some((statement) => ts.isIfStatement(statement) && jumps(statement))) return true
    }
    if (mayBeSkipped(node, parent)) return true
    if (ts.isFunctionDeclaration(parent) || isTestBody(parent)) return false
  }
  return false
}

function mayBeSkipped(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isConditionalExpression(parent)) return node !== parent.condition
  if (ts.isBinaryExpression(parent)) {
    return node === parent.right && ['&&', '||', '??'].includes(parent.operatorToken.getText())
  }
  if (!ts.isIfStatement(parent) || node === parent.expression) return false
  const other = node === parent.thenStatement ? parent.elseStatement : parent.thenStatement
  return other === undefined || !contains(other, isExpectation)
}

/** A call of what `mustBeReached` gave; the names follow what is reached. */
function isReachedCall(statement: ts.Statement): boolean {
  return (
    ts.isExpressionStatement(statement) &&
    ts.isCallExpression(statement.expression) &&
    ts.isIdentifier(statement.expression.expression) &&
    statement.expression.arguments.length === 0
  )
}

function isTestBody(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) &&
    ts.isCallExpression(node.parent) &&
    /^(?:it|test|describe|before|after)/.test(node.parent.expression.getText())
  )
}

/** Whether a statement returns or continues, functions inside it aside. */
function jumps(node: ts.Node): boolean {
  if (ts.isReturnStatement(node) || ts.isContinueStatement(node)) return true
  return !ts.isFunctionLike(node) && (ts.forEachChild(node, (child) => jumps(child) || undefined) ?? false)
}

function contains(node: ts.Node, wanted: (node: ts.Node) => boolean): boolean {
  return wanted(node) || (ts.forEachChild(node, (child) => contains(child, wanted) || undefined) ?? false)
}
