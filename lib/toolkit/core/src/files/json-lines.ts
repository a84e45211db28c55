/** On which lines of a JSON text its values stand, and where the text stops being JSON. */
export interface JsonLines {
  /** By dotted path (`items.0.cost`; empty for the whole): the line, from 1, of the key or of the list's value. */
  readonly lines: ReadonlyMap<string, number>
  /** Line of the first character that JSON does not allow there; absent for valid JSON. */
  readonly broken?: number
}

const space = /[\t\n\r ]*/y
const string = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** Deepest nesting that is walked. */
const deepest = 100

/**
 * Walks through a JSON text for the sake of messages; `JSON.parse` gives the values. Nesting deeper than 100 levels
 * counts as broken.
 * @example
 * ```ts
 * jsonLines('{\n"cost": 1}').lines.get('cost') // → 2
 * jsonLines('{').broken // → 1
 * ```
 */
export function jsonLines(text: string): JsonLines {
  const lines = new Map<string, number>()
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }
  const takeSign = (sign: string): boolean => {
    take(space)
    if (text[at] !== sign) return false
    at++
    return true
  }
  let line = 1
  let counted = 0
  const lineHere = () => {
    for (; counted < at; counted++) if (text[counted] === '\n') line++
    return line
  }
  /** Members of an object or a list up to its end; false where the text is broken. */
  const members = (end: string, member: (index: number) => boolean): boolean => {
    if (takeSign(end)) return true
    for (let index = 0; ; index++) {
      take(space)
      if (!member(index)) return false
      if (takeSign(end)) return true
      if (!takeSign(',')) return false
    }
  }
  const value = (path: string, depth = 0): boolean => {
    if (depth > deepest) return false
    take(space)
    if (!lines.has(path)) lines.set(path, lineHere())
    const inside = (name: string | number) => (path === '' ? String(name) : `${path}.${name}`)
    if (takeSign('[')) return members(']', (index) => value(inside(index), depth + 1))
    if (!takeSign('{')) return (take(string) ?? take(scalar)) !== undefined
    return members('}', () => {
      const keyLine = lineHere()
      const key = take(string)
      if (key === undefined) return false
      const path = inside(JSON.parse(key) as string)
      lines.set(path, keyLine)
      return takeSign(':') && value(path, depth + 1)
    })
  }
  const whole = value('')
  take(space)
  return whole && at === text.length ? { lines } : { lines, broken: lineHere() }
}
