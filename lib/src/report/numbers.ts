export * from '../util/numbers'
