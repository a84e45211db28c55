import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './paths'

/** The components whose versions can change a result, as installed. */
export function versions(): { component: string; version: string }[] {
  const packages = [
    'one-click',
    'danfojs-node',
    '@tensorflow/tfjs-node',
    'plotly.js-cartesian-dist-min',
    'tslab',
  ]
  const installed = packages.map((component) => {
    const path = join(projectRoot, 'node_modules', component, 'package.json')
    return { component, version: (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version }
  })
  return [{ component: 'Node.js', version: process.versions.node }, ...installed]
}
