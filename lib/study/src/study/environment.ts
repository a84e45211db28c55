/** What the environment tells the study. Nothing else of it reads `process.env`. */
export interface Environment {
  /** STUDY_DATA: folder of the tables. */
  readonly data?: string
  /** STUDY_OFFERS: file with the offers. */
  readonly offers?: string
  /** STUDY_CACHE: folder where long results are kept. */
  readonly cache?: string
  /** STUDY_CONTEXT: what a running study hands to the kernels of its notebooks, a `StudyContext` as JSON. */
  readonly context?: string
  /** SOURCE_DATE_EPOCH: seconds since 1970 that stand for the time of the run. */
  readonly epoch?: string
  /** ONE_CLICK_DEBUG=1: failures show where they happened. */
  readonly debug: boolean
}

/** Reads the environment; what is empty there counts as absent. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  return {
    data: variables.STUDY_DATA || undefined,
    offers: variables.STUDY_OFFERS || undefined,
    cache: variables.STUDY_CACHE || undefined,
    context: variables.STUDY_CONTEXT || undefined,
    epoch: variables.SOURCE_DATE_EPOCH || undefined,
    debug: variables.ONE_CLICK_DEBUG === '1',
  }
}
