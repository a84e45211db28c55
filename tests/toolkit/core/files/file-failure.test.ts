import { expect, it } from 'vitest'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { cannotWrite, isSystemError, remedyFor } from '../../../../lib/toolkit/core/src/files/file-failure'

const failure = (properties: object) => Object.assign(new Error('failed'), properties)

it.each([
  ['an error of the system', failure({ code: 'EIO', errno: -5 }), true],
  ['an error of Node without a number', failure({ code: 'ERR_INVALID' }), false],
  ['an error with a number for its code', failure({ code: 5, errno: 5 }), false],
  ['another error', new Error('mine'), false],
  ['no error', { code: 'EIO', errno: -5 }, false],
  ['nothing', undefined, false],
])('tells whether %s comes from the system', (_, error, expected) => {
  expect(isSystemError(error)).toBe(expected)
})

it.each([
  ['ENOSPC', 'the disk is full: make room, or name a place on another disk'],
  ['EDQUOT', 'your share of the disk is used up: make room, or name a place on another disk'],
  ['EFBIG', 'the file would be larger than is allowed here (ulimit -f, or the file system)'],
  ['EROFS', 'the disk is mounted read-only: name a place on another one'],
  ['ENAMETOOLONG', 'the name is too long: shorten it'],
  ['ELOOP', 'its links lead in a circle: name a file'],
  ['EBUSY', 'something else holds it: name another file'],
  ['EMFILE', 'too many files are open: close programs, or raise ulimit -n'],
  ['ENFILE', 'too many files are open on this machine: close programs'],
  ['EIO', 'the disk reports a fault'],
  ['EACCES', 'another remedy'],
])('says what to do about %s', (code, remedy) => {
  expect(remedyFor(code, 'another remedy')).toBe(remedy)
})

it('says what cannot be written, and why', () => {
  expect(cannotWrite('out', failure({ code: 'EIO', errno: -5 }))).toEqual(
    new UserError('out cannot be written (EIO): the disk reports a fault'),
  )
  expect(cannotWrite('out', failure({ code: 'EACCES', errno: -13 }))).toEqual(
    new UserError('out cannot be written (EACCES): name a folder you may write to'),
  )
})

it('leaves what is not of the system as it is', () => {
  const error = new Error('mine')
  expect(cannotWrite('out', error)).toBe(error)
})
