import { closeSync, copyFileSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onInterruption } from '../parallel/interruption'
import { temporaryName } from '../temporary-name'
import { cannotWrite } from './file-failure'
import { makeFolder } from './folders'
import { keepOwner } from './keep-owner'
import { outputTarget } from './output-target'

/**
 * A file that is written beside its place and takes it when it is whole. Links are followed; a file that is replaced
 * keeps its mode and its owner. End each with `commit` or `discard`, or nothing is left of it when the process exits
 * or is interrupted.
 *
 * @throws UserError, from each of its methods, that names the path and what to do
 */
export class PendingFile {
  private readonly target: string
  private readonly temporary: string
  private handle: number | undefined
  private settled: (() => void) | undefined

  constructor(private readonly path: string) {
    const { path: target, present } = outputTarget(path)
    this.target = target
    makeFolder(dirname(target))
    this.temporary = join(dirname(target), temporaryName())
    this.guarded(() => {
      this.handle = openSync(this.temporary, 'wx', present ? 0o600 : 0o666)
      this.settled = onInterruption(() => this.discard())
      if (present) keepOwner(path, this.temporary, present)
    })
  }

  /** Adds to its end. */
  write(content: string | Uint8Array): void {
    this.guarded(() => writeFileSync(this.handle!, content))
  }

  /** Puts it in its place. */
  commit(): void {
    this.guarded(() => {
      this.close()
      takePlace(this.temporary, this.target)
      this.settle()
    })
  }

  /** Removes it, unless it is in its place already. */
  discard(): void {
    if (!this.settle()) return
    this.close()
    rmSync(this.temporary, { force: true })
  }

  /** Whether it was waiting to be put in its place. */
  private settle(): boolean {
    const { settled } = this
    this.settled = undefined
    settled?.()
    return settled !== undefined
  }

  private close(): void {
    const { handle } = this
    this.handle = undefined
    if (handle !== undefined) closeSync(handle)
  }

  private guarded(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.discard()
      throw cannotWrite(this.path, error)
    }
  }
}

/** A file that is mounted by itself, as into a container, cannot be replaced: it is written over. */
function takePlace(temporary: string, target: string): void {
  try {
    renameSync(temporary, target)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EBUSY' && code !== 'EXDEV') throw error
    copyFileSync(temporary, target)
    rmSync(temporary)
  }
}
