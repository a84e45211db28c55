/**
 * Loaded before a program and all that it starts (NODE_OPTIONS): writes a line for each call of the functions that
 * COUNT_CALLS_OF names, a JSON list of `folder/module.function` within a package's dist, to the file COUNT_CALLS. The
 * line says what the function was called with: equal lines are equal work.
 */
const { createHash } = require('node:crypto')
const { appendFileSync } = require('node:fs')
const Module = require('node:module')
const { serialize } = require('node:v8')

const names = new Set(JSON.parse(process.env.COUNT_CALLS_OF))
const load = Module._extensions['.js']

Module._extensions['.js'] = (module, file) => {
  load(module, file)
  const [, place] = /\/lib\/(?:study|toolkit\/\w+)\/dist\/(.+)\.js$/.exec(file) ?? []
  for (const [key, original] of Object.entries(place === undefined ? {} : module.exports)) {
    const name = `${place}.${key}`
    if (!names.has(name)) continue
    module.exports[key] = function (...given) {
      appendFileSync(process.env.COUNT_CALLS, `${name} ${digest(given)}\n`)
      return original.apply(this, given)
    }
  }
}

function digest(given) {
  return createHash('sha256').update(plain(given)).digest('hex').slice(0, 16)
}

/** Functions and signals among what is given change no result. */
function plain(given) {
  const isPlain = (value) => typeof value !== 'function' && !(value instanceof AbortSignal)
  return serialize(
    given
      .filter(isPlain)
      .map((value) =>
        value?.constructor === Object
          ? Object.fromEntries(Object.entries(value).filter(([, part]) => isPlain(part)))
          : value,
      ),
  )
}
