import { existsSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  decodeModel,
  encodeModel,
  fittedCustomers,
  maxModelFileBytes,
  modelFileVersion,
  readModelFile,
  writeModelFile,
} from '../../../lib/study/src/evaluation/model-file'
import { UserError } from '../../../lib/toolkit/core/src/errors'
import {
  type FittedPipeline,
  fitPipeline,
  predictPipeline,
} from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { matrixPreprocessor } from '../../../lib/toolkit/learn/src/pipeline/preprocessor'
import { separableProblem } from '../../contract/problems'
import { temporaryFolder } from '../../support/temporary-folder'
import { fileArray, forgedFile, type Json } from '../../toolkit/learn/forged-file'

const { x, y } = separableProblem(80, 3, 11)
const every = Int32Array.from(y, (_, i) => i)
const pipeline = fitPipeline(
  { name: 'trees', estimator: 'extra-trees', candidates: [{ trees: 5 }], calibration: 'probability' },
  matrixPreprocessor(x),
  every,
  y,
  1,
)
const header = {
  library: '0.1.0',
  fingerprint: 'of the tables',
  features: ['a', 'b', 'c'],
  customers: 80,
  seed: 1,
}
const text = encodeModel(pipeline, header)
const folder = temporaryFolder('model-file')
afterAll(() => rmSync(folder, { recursive: true }))

const forged = (change: (content: Json) => void) => forgedFile(text, change)

/** A valid file but for one array of the trees. */
function withTrees(
  name: 'feature' | 'left' | 'right' | 'threshold' | 'value' | 'roots',
  place: number,
  value: number,
) {
  const changed = (pipeline.model as unknown as Record<string, Float64Array>)[name].slice()
  changed[place] = value
  return forged(({ model: { model } }) => Object.assign(model, { [name]: fileArray(changed) }))
}

describe('encodeModel and decodeModel', () => {
  it('give back the same pipeline, header and predictions', () => {
    const read = decodeModel(text)
    expect(read).toEqual({ header, model: pipeline })
    expect(predictPipeline(read.model as FittedPipeline, x)).toEqual(predictPipeline(pipeline, x))
    expect(encodeModel(read.model, read.header)).toBe(text)
  })

  it('write data only: JSON of numbers, texts and arrays, in the order of bytes it names', () => {
    const { model } = JSON.parse(text).model
    expect(model.roots.type).toBe('Int32Array')
    expect(Buffer.from(model.threshold.data, 'base64').readDoubleLE(0)).toBe(
      (pipeline.model as unknown as { threshold: Float64Array }).threshold[0],
    )
  })

  it('accept a file that an editor indented', () => {
    expect(decodeModel(JSON.stringify(JSON.parse(text), null, 2)).model).toEqual(pipeline)
  })

  it('refuse to write NaN or infinity', () => {
    expect(() => encodeModel({ ...pipeline, options: { l2: Number.NaN } }, header)).toThrow(/finite/)
  })

  it('check the preprocessor when told how', () => {
    const schema = z.looseObject({ kind: z.literal('encoder') })
    expect(() => decodeModel(text, 'm.json', schema)).toThrow(/m\.json is no sound model file: kind/)
    const right = z.looseObject({ kind: z.literal('standardisation') })
    expect(decodeModel(text, 'm.json', right).model).toEqual(pipeline)
  })
})

describe('decodeModel refuses', () => {
  const refused = (content: string, message: RegExp) => {
    expect(() => decodeModel(content, 'm.json')).toThrow(UserError)
    expect(() => decodeModel(content, 'm.json')).toThrow(message)
  }

  it('what is no model file', () => {
    for (const content of ['', 'PK', '[]', 'null', '3', '{"a":1}', text.slice(0, -20)]) {
      refused(content, /m\.json is no model file/)
    }
    refused(
      forged((content) => Object.assign(content, { format: 'other' })),
      /its format is another/,
    )
  })

  it('another version, saying what to do', () => {
    refused(
      forged((content) => Object.assign(content, { version: 2 })),
      /of version 2, this library reads version \d+: train the model again/,
    )
    refused(
      forged((content) => Object.assign(content, { version: { toString: 1 } })),
      /of version an object, this library/,
    )
    refused(
      forged((content) => Object.assign(content, { version: '\u001b[31m\nforged' })),
      /of version "\\u001b\[31m\\nforged", this library/,
    )
  })

  it('any altered byte', () => {
    const tampered = JSON.parse(text)
    const { slope } = tampered.model.calibration
    tampered.model.calibration.slope = slope * 1.5
    refused(JSON.stringify(tampered), /checksum/)
    tampered.model.calibration.slope = slope
    expect(decodeModel(JSON.stringify(tampered)).model).toEqual(pipeline)
    tampered.header.fingerprint = 'another'
    refused(JSON.stringify(tampered), /checksum/)
    const middle = Math.floor(text.length / 2)
    const other = text[middle] === 'A' ? 'B' : 'A'
    refused(text.slice(0, middle) + other + text.slice(middle + 1), /checksum/)
  })

  it('a text that is too long, before reading it', () => {
    refused(' '.repeat(maxModelFileBytes + 1), /too large/)
  })

  it('trees that would lead nowhere or in circles', () => {
    const { feature, roots } = pipeline.model as unknown as { feature: Int16Array; roots: Int32Array }
    const inner = feature.indexOf(feature.find((asked) => asked >= 0) as number)
    for (const content of [
      withTrees('left', inner, inner),
      withTrees('right', inner, 0),
      withTrees('right', inner, roots[1]),
      withTrees('left', inner, 1e6),
      withTrees('feature', inner, 3),
      withTrees('feature', inner, -2),
      withTrees('roots', 1, 0),
      withTrees('roots', 0, 1),
      withTrees('value', inner, 1.5),
    ]) {
      refused(content, /the trees are not sound/)
    }
    refused(withTrees('threshold', inner, Number.NaN), /NaN or infinity/)
  })

  it('arrays of other lengths and types, fields missing or too many', () => {
    const model = (change: Json | object) => forged(({ model: { model } }) => Object.assign(model, change))
    refused(model({ cover: fileArray(new Int32Array(3)) }), /the trees are not sound/)
    refused(model({ cover: fileArray(new Float64Array(3)) }), /cover/)
    refused(model({ cover: { type: 'Int32Array', length: 9, data: 'AAAA' } }), /length 9 has 3 bytes/)
    refused(model({ cover: { type: 'Int32Array' } }), /lacks its data/)
    refused(model({ cover: { type: 'Function', length: 0, data: '' } }), /cover/)
    refused(model({ kind: 'another' }), /kind/)
    refused(model({ more: 1 }), /more/)
    refused(
      forged(({ header: h }) => Object.assign(h, { library: 1 })),
      /library/,
    )
    refused(
      forged((content) => Object.assign(content.model, { search: 'none' })),
      /search/,
    )
  })

  it('nothing that was written: what is too large to be read is not', () => {
    const large = { ...header, library: ' '.repeat(maxModelFileBytes) }
    const path = join(folder, 'large.json')
    const write = () => writeModelFile(path, pipeline, large)
    expect(write).toThrow(UserError)
    expect(write).toThrow(/80 customers makes a file of \d+ bytes.*fewer earlier quarters/)
    expect(existsSync(path)).toBe(false)
  })

  it('earlier quarters that are none', () => {
    const quarter = { fingerprint: 'of the quarter before', customers: 20, declining: 8 }
    const read = decodeModel(encodeModel(pipeline, { ...header, earlier: [quarter] }))
    expect(read.header.earlier).toEqual([quarter])
    expect(fittedCustomers(read.header)).toBe(100)
    const earlier = (change: object[]) => forged(({ header: h }) => Object.assign(h, { earlier: change }))
    refused(earlier([]), /earlier/)
    refused(earlier([{ ...quarter, declining: 21 }]), /more of its customers decline/)
    refused(earlier([{ ...quarter, customers: -1 }]), /customers/)
    refused(earlier([{ ...quarter, folder: 'x' }]), /folder/)
  })

  it('names that reach for prototypes, and leaves them alone', () => {
    const polluted = text.replace('"preprocessor":{', '"preprocessor":{"__proto__":{"polluted":true},')
    refused(
      forgedFile(polluted, () => {}),
      /__proto__ is not allowed/,
    )
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    refused(
      forged(({ model: p }) => Object.assign(p, { options: { constructor: 1 } })),
      /constructor is not allowed/,
    )
  })

  it('nesting without end', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    refused(`{"format":"one-click-model","version":${modelFileVersion},"header":${deep}}`, /nested|sound/)
    refused(`{"format":"one-click-model","version":${modelFileVersion},"header":{},"model":${deep}}`, /sound/)
  })
})

describe('readModelFile', () => {
  it('reads what writeModelFile wrote', () => {
    const path = join(folder, 'model.json')
    writeModelFile(path, pipeline, header)
    expect(readModelFile(path)).toEqual({ header, model: pipeline })
  })

  it('refuses a missing file and one that is too large without reading it', () => {
    expect(() => readModelFile(join(folder, 'none.json'))).toThrow(/none\.json cannot be read \(ENOENT\)/)
    const path = join(folder, 'large.json')
    writeFileSync(path, '')
    truncateSync(path, maxModelFileBytes + 1)
    expect(() => readModelFile(path)).toThrow(/too large/)
  })
})
