import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, venvPython } from './notebooks'

export interface Lab {
  /** The address of a notebook in the lab's interface. */
  url(notebook: string): string
  stop(): Promise<void>
}

const token = 'only-for-this-test'

/**
 * Starts the JupyterLab of the virtual environment on a free port of the loopback, with settings of its own.
 *
 * @param fill writes the notebooks into the folder it opens; it lies in the checkout's cache, because cells
 *   find the library in the folders above them
 */
export async function startLab(fill: (notebooks: string) => void): Promise<Lab> {
  mkdirSync(join(root, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, '.cache/lab-'))
  const notebooks = join(folder, 'notebooks')
  fill(notebooks)
  const port = await freePort()
  const settings = ['CONFIG_DIR', 'DATA_DIR', 'RUNTIME_DIR'].map((name) => [
    `JUPYTER_${name}`,
    join(folder, name),
  ])
  const labSettings = ['SETTINGS_DIR', 'WORKSPACES_DIR'].map((name) => [
    `JUPYTERLAB_${name}`,
    join(folder, name),
  ])
  const server = spawn(
    venvPython,
    [
      '-m',
      'jupyterlab',
      '--no-browser',
      '--allow-root',
      `--ServerApp.port=${port}`,
      '--ServerApp.port_retries=0',
    ].concat(['--ServerApp.ip=127.0.0.1', `--ServerApp.root_dir=${notebooks}`]),
    {
      env: { ...process.env, ...Object.fromEntries([...settings, ...labSettings]), JUPYTER_TOKEN: token },
      stdio: 'ignore',
    },
  )
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill('SIGTERM')
      await Promise.race([once(server, 'exit'), sleep(10_000).then(() => server.kill('SIGKILL'))])
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const base = `http://127.0.0.1:${port}`
  try {
    for (let attempt = 0; !(await answers(`${base}/api/status?token=${token}`)); attempt++) {
      if (server.exitCode !== null || attempt > 300) throw new Error('JupyterLab did not start')
      await sleep(200)
    }
  } catch (error) {
    await stop()
    throw error
  }
  return { url: (notebook) => `${base}/lab/tree/${notebook}?token=${token}`, stop }
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    (response) => response.ok,
    () => false,
  )
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
