/** The generator of synthetic tables. */
export { writeSyntheticTables } from './synthesis-files'
export { fitSynthesis, numberForm } from './synthesis-fit'
export { synthesisCategoryNames, synthesisClasses, synthesisNumericNames } from './synthesis-parameters'
