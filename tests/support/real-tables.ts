import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = process.env.ONE_CLICK_DATA ?? resolve(__dirname, '../../../shared/data/one-click')

/** The store's own tables, which are not part of the project: where ONE_CLICK_DATA says, or absent. */
export const realTablesFolder: string | undefined = existsSync(`${folder}/market_file.csv`)
  ? folder
  : undefined
