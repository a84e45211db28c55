import { z } from 'zod'

const allFinite = (values: Float64Array) => values.every(Number.isFinite)
const binary = (values: Uint8Array) => values.every((value) => value <= 1)

/** Arrays as fitted models hold them: finite numbers, whole numbers, labels 0 and 1. */
export const finiteNumbers = z.instanceof(Float64Array).refine(allFinite, 'holds NaN or infinity')
export const wholeNumbers = z.instanceof(Int32Array)
export const binaryLabels = z.instanceof(Uint8Array).refine(binary, 'labels must be 0 or 1')
