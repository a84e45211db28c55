import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../../lib/study/src/study/environment'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { studyContext } from '../../../lib/study/src/study/study-context'

const nothing = readEnvironment({})

describe('studyContext', () => {
  it('takes defaults for what is not given', () => {
    expect(studyContext({ folder: '/tables' }, nothing)).toEqual({
      folder: '/tables',
      offers: join(projectRoot, 'data/offers.json'),
      earlier: [],
      cache: join(projectRoot, '.cache/results'),
      tells: true,
    })
  })

  it('takes folders and files that the environment names, unless others are given', () => {
    const named = readEnvironment({ STUDY_DATA: 'a', STUDY_OFFERS: 'b.json', STUDY_CACHE: 'c' })
    const [folder, offers, cache] = ['a', 'b.json', 'c'].map((path) => resolve(path))
    expect(studyContext({}, named)).toMatchObject({ folder, offers, cache })
    const given = { folder: '/x', offers: '/y.json', cache: '/z' }
    expect(studyContext(given, named)).toMatchObject(given)
  })

  it('is in a kernel what the study handed over, but for what a cell gives', () => {
    const context = studyContext(
      { folder: '/tables', prevalence: 0.2, earlier: ['/before'], tells: false },
      nothing,
    )
    const handed = readEnvironment({ STUDY_CONTEXT: JSON.stringify(context), STUDY_DATA: '/other' })
    expect(studyContext({}, handed)).toEqual(context)
    expect(studyContext({ prevalence: 0.3 }, handed)).toEqual({ ...context, prevalence: 0.3 })
  })

  it('takes empty variables for absent ones', () => {
    const empty = {
      STUDY_DATA: '',
      STUDY_OFFERS: '',
      STUDY_CACHE: '',
      STUDY_CONTEXT: '',
      SOURCE_DATE_EPOCH: '',
    }
    expect(readEnvironment(empty)).toEqual(nothing)
  })
})
