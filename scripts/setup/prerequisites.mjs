import { spawnSync } from 'node:child_process'
import { SetupError } from './errors.mjs'

const oldestNode = 20
const pythonNames = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10']
const compilerNames = ['g++', 'c++', 'clang++']
const platforms = ['linux-x64', 'linux-arm64', 'darwin-arm64']

const probe = `
import json, sys
missing = []
for name in ("venv", "ensurepip"):
    try:
        __import__(name)
    except ImportError:
        missing.append(name)
print(json.dumps({"version": list(sys.version_info[:3]), "executable": sys.executable, "missing": missing}))
`

/**
 * Finds what the set-up needs from the machine.
 *
 * @returns {{python: string, compiler: string}} the programs to use
 * @throws {SetupError} that lists everything missing at once, with what to install
 */
export function checkPrerequisites(env = process.env) {
  const problems = []
  const platform = platformProblem(process.platform, process.arch, glibc())
  if (platform) problems.push(platform)
  const node = nodeProblem(process.versions.node)
  if (node) problems.push(node)
  const python = findPython(env)
  if (python.problem) problems.push(python.problem)
  const compiler = findCompiler(env)
  if (compiler.problem) problems.push(compiler.problem)
  if (problems.length > 0) {
    const list = problems.map((problem) => `  - ${problem.replaceAll('\n', '\n    ')}`).join('\n')
    throw new SetupError(`The set-up cannot start. Missing on this machine:\n${list}`)
  }
  return { python: python.program, compiler: compiler.program }
}

/** @returns {string | undefined} what is wrong with the platform */
export function platformProblem(platform, architecture, libc = 'known') {
  if (platform === 'win32') {
    return 'Windows: TensorFlow has no library for Node.js there.\nInstall WSL (wsl --install) and run this in its Linux shell.'
  }
  if (!platforms.includes(`${platform}-${architecture}`)) {
    return `${platform} on ${architecture}: TensorFlow has no library for it.\nUse Linux on x64 or arm64, or macOS on arm64.`
  }
  if (platform === 'linux' && libc === undefined) {
    return 'Linux without glibc (Alpine, musl): TensorFlow has no library for it.\nUse a distribution with glibc 2.27 or newer: Debian, Ubuntu, Fedora.'
  }
  return undefined
}

/** @returns {string | undefined} what is wrong with the version of Node.js */
export function nodeProblem(version) {
  if (Number(version.split('.')[0]) >= oldestNode) return undefined
  return `Node.js ${oldestNode} or newer (20, 22, 24 and 26 are tried); this is ${version}.\nInstall it from https://nodejs.org or with: nvm install 24`
}

/** The first Python 3.10 or newer that can make virtual environments. */
export function findPython(env) {
  const names = env.PYTHON ? [env.PYTHON] : pythonNames
  const seen = []
  for (const name of names) {
    const found = spawnSync(name, ['-c', probe], { env, encoding: 'utf8' })
    if (found.status !== 0) continue
    const facts = parse(found.stdout)
    if (!facts) continue
    const version = facts.version.join('.')
    const [major, minor] = facts.version
    if (major < 3 || (major === 3 && minor < 10)) seen.push(`${name} is Python ${version}`)
    else if (facts.missing.length > 0) seen.push(`${name} (${version}) lacks ${facts.missing.join(', ')}`)
    else return { program: facts.executable }
  }
  const what = env.PYTHON ? `the environment variable PYTHON names '${env.PYTHON}'; ` : ''
  const state = seen.length > 0 ? seen.join('; ') : `${names.join(', ')}: not found`
  return {
    problem:
      `Python 3.10 or newer with the modules venv and ensurepip (${what}${state}).\n` +
      'Debian, Ubuntu: sudo apt-get install python3 python3-venv\n' +
      'Fedora: sudo dnf install python3    macOS: brew install python\n' +
      'Installed elsewhere? Name it: PYTHON=/path/to/python3 npm run setup',
  }
}

/** A C++ compiler: it builds the binding between Node.js and TensorFlow. */
export function findCompiler(env) {
  const names = env.CXX ? [env.CXX] : compilerNames
  for (const name of names) {
    if (spawnSync(name, ['--version'], { env, stdio: 'ignore' }).status === 0) return { program: name }
  }
  return {
    problem:
      `a C++ compiler (${names.join(', ')}: not found).\n` +
      'Debian, Ubuntu: sudo apt-get install g++\n' +
      'Fedora: sudo dnf install gcc-c++    macOS: xcode-select --install\n' +
      'Installed elsewhere? Name it: CXX=/path/to/c++ npm run setup',
  }
}

function glibc() {
  if (process.platform !== 'linux') return 'not needed'
  process.report.excludeNetwork = true
  return process.report.getReport().header.glibcVersionRuntime
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
