/** The program of the explorer page: reads what the page carries and shows it. */
import type { CustomerModel } from '../src/evaluation/feature-preprocessor'
import { expandModel } from './expand-model'
import { Explorer } from './explorer'
import { startingLanguage } from './language-choice'
import type { PageContent } from './listed-customers'

const partOf = (id: string) => document.getElementById(id)!
const json = (id: string): unknown => JSON.parse(partOf(id).textContent ?? '')

// A narrow screen has room for the list first.
partOf('about').toggleAttribute('open', window.innerWidth > 700)

let model: CustomerModel | undefined

new Explorer(
  partOf('explorer'),
  partOf('languages'),
  json('content') as PageContent,
  () => (model ??= expandModel(json('model'))),
  startingLanguage(),
)
