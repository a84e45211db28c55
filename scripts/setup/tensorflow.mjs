import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { npmPackages } from './npm-packages.mjs'
import { cache, modules, root, venvPython } from './paths.mjs'
import { runLogged } from './process.mjs'
import { attempts, virtualEnvironment } from './python-packages.mjs'
import { fingerprint, readIfThere, writeWhole } from './stamps.mjs'
import { threadSafe, threadSafetyChanges } from './thread-safe-binding.mjs'

const wheels = join(root, 'scripts/libtensorflow.txt')
const library = join(cache, 'libtensorflow-2.21.0')
const complete = join(library, 'complete')
const wheelPlatforms = {
  'linux-x64': 'manylinux_2_27_x86_64',
  'linux-arm64': 'manylinux_2_27_aarch64',
  'darwin-arm64': 'macosx_12_0_arm64',
}

/** libtensorflow out of the pinned PyPI wheel, in .cache: `npm ci` wipes node_modules. */
export const libtensorflow = {
  name: 'libtensorflow',
  label: 'TensorFlow library (274 MB)',
  after: [virtualEnvironment],
  needed: () => readIfThere(complete) !== libraryStamp(),
  run: async () => {
    const wheel = join(cache, 'wheel')
    const partial = `${library}.partial`
    for (const folder of [wheel, partial, library]) rmSync(folder, { recursive: true, force: true })
    mkdirSync(wheel, { recursive: true })
    await runLogged(
      'libtensorflow',
      venvPython,
      ['-m', 'pip', 'download', '--disable-pip-version-check', '--no-input', '--no-deps', '--require-hashes']
        .concat(['--only-binary=:all:', '--implementation', 'cp', '--python-version', '311'])
        .concat(['--platform', wheelPlatforms[`${process.platform}-${process.arch}`]])
        .concat(attempts)
        .concat(['--dest', wheel, '-r', wheels]),
      'Check the network, the package index (python3 -m pip config list) and the free disk space (2 GB are needed), then run the command again.',
    )
    const unpack = join(root, 'scripts/unpack_libtensorflow.py')
    await runLogged(
      'libtensorflow-unpack',
      venvPython,
      [unpack, wheel, partial],
      'Check the free disk space (2 GB are needed).',
    )
    rmSync(wheel, { recursive: true })
    renameSync(partial, library)
    writeWhole(complete, libraryStamp())
  },
}

const home = join(modules, '@tensorflow/tfjs-node')
const binding = join(home, 'lib/napi-v8/tfjs_binding.node')
const backend = join(home, 'binding/tfjs_backend.cc')
const mendedBackend = join(home, 'lib/napi-v8/tfjs_backend.cc')
const bindingStamp = join(home, 'lib/napi-v8/built-with')

/** The binding between Node.js and libtensorflow, through Node-API: one build serves Node 20, 22, 24 and 26. */
export const tensorflowBinding = {
  name: 'binding',
  label: 'TensorFlow binding for Node.js',
  after: [npmPackages, libtensorflow],
  needed: () =>
    !existsSync(binding) ||
    readIfThere(bindingStamp) !== bindingFingerprint() ||
    !existsSync(join(home, 'deps/lib')),
  run: async ({ compiler }) => {
    linkLibrary()
    mkdirSync(join(home, 'lib/napi-v8'), { recursive: true })
    writeFileSync(mendedBackend, threadSafe(readFileSync(backend, 'utf8'), backend))
    const partial = `${binding}.partial`
    await runLogged(
      'binding',
      compiler,
      compilerArguments(partial),
      'Install a C++17 compiler, or name one: CXX=/path/to/c++',
    )
    renameSync(partial, binding)
    writeWhole(bindingStamp, bindingFingerprint())
  },
}

function linkLibrary() {
  const link = join(home, 'deps')
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link, { recursive: true })
  symlinkSync(library, link)
}

function compilerArguments(output) {
  const mac = process.platform === 'darwin'
  const origin = mac ? '@loader_path' : '$ORIGIN'
  return [
    ...(mac ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']),
    ...['-fPIC', '-O2', '-std=c++17', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'],
    ...[join(modules, 'node-api-headers/include'), home, join(home, 'binding'), join(library, 'include')].map(
      (path) => `-I${path}`,
    ),
    ...[mendedBackend, join(home, 'binding/tfjs_binding.cc')],
    ...[`-L${join(library, 'lib')}`, '-ltensorflow', '-ltensorflow_framework'],
    `-Wl,-rpath,${origin}/../../deps/lib`,
    ...['-o', output],
  ]
}

function libraryStamp() {
  return fingerprint(readIfThere(wheels) ?? '', process.platform, process.arch)
}

function bindingFingerprint() {
  const folder = join(home, 'binding')
  const sources = existsSync(folder) ? readdirSync(folder).sort() : []
  const changes = JSON.stringify(threadSafetyChanges)
  return fingerprint(
    root,
    libraryStamp(),
    changes,
    ...sources.map((file) => readFileSync(join(folder, file))),
  )
}
