#!/usr/bin/env node
/**
 * The entry of every npm command: sets up what is missing, then runs the command named first.
 *
 *   node scripts/run.mjs NAME [arguments]
 *
 * It listens for Ctrl-C before it loads anything else. Only Node's built-ins are used in scripts/: on a fresh clone
 * there are no packages yet.
 */
import { listen } from './setup/interruption.mjs'

const [name, ...argv] = process.argv.slice(2)
listen(name ?? 'npm run')
const { runCommand } = await import('./command.mjs')
process.exitCode = await runCommand(name, argv)
