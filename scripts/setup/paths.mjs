import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
export const cache = join(root, '.cache')
export const modules = join(root, 'node_modules')
export const venv = join(root, '.venv')
export const venvPython = join(venv, 'bin/python')
