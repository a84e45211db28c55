import { join, resolve } from 'node:path'
import { type Environment, readEnvironment } from './environment'
import { dataFolder, offersFile, projectRoot } from './paths'

/** What a study is made from and with, handed from the command or the kernel to all that computes. Plain data. */
export interface StudyContext {
  /** Folder of the tables. */
  readonly folder: string
  /** File with the offers that decisions choose from. */
  readonly offers: string
  /** File with effects that experiments measured, in place of the assumed ones. */
  readonly effects?: string
  /** Label of the quarter that the experiment is drawn for; absent: one that follows from the tables. */
  readonly quarter?: string
  /**
   * Share of customers who decline, where the store knows it and the tables do not show it: decisions are made with the
   * probabilities there.
   */
  readonly prevalence?: number
  /**
   * Folders of earlier quarters, whose outcome is known: models learn from them too, everything else is about the
   * customers of `folder`.
   */
  readonly earlier: readonly string[]
  /** Folder where long results are kept for all who ask for the same. */
  readonly cache: string
  /** Folder where notebooks leave the numbers that they quote; in a run of the whole study. */
  readonly numbers?: string
  /** Whether warnings of tables and progress are told; not in the notebooks of a study, whose command tells them. */
  readonly tells: boolean
}

/** A context with defaults for what is not given: first what was handed over, then as for all commands. */
export function studyContext(
  given: Partial<StudyContext> = {},
  environment: Environment = readEnvironment(),
): StudyContext {
  const handed = JSON.parse(environment.context ?? '{}') as Partial<StudyContext>
  const { offers, ...chosen } = { ...handed, ...given }
  const folder = dataFolder(chosen.folder, environment)
  const cache = resolve(chosen.cache ?? environment.cache ?? join(projectRoot, '.cache/results'))
  const { earlier = [], tells = true } = chosen
  return { ...chosen, folder, offers: offersFile(folder, offers, environment), earlier, cache, tells }
}
