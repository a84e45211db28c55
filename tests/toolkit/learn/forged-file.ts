import { createHash } from 'node:crypto'

/** A model file's content as parsed JSON. */
export type Json = { [key: string]: Json }

/** The text of a model file with a change, its checksum made to match: what a careful forger would write. */
export function forgedFile(text: string, change: (content: Json) => void): string {
  const { checksum: _, ...content } = JSON.parse(text)
  change(content)
  const checksum = `sha256:${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`
  return JSON.stringify({ ...content, checksum })
}

/** A typed array as it stands in a model file. */
export const fileArray = (values: Float64Array | Int32Array | Int16Array | Uint8Array) => ({
  type: values.constructor.name,
  length: values.length,
  data: Buffer.from(values.buffer).toString('base64'),
})
