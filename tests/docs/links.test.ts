import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../support/notebooks'

const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))

const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** A text without its code, in which brackets are no links and hashes no headings. */
const prose = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, 'code')

/** The anchors of a document's headings, as GitHub makes them. */
function anchors(path: string): string[] {
  const headings = [
    ...read(path)
      .replace(/^```[\s\S]*?^```$/gm, '')
      .matchAll(/^#{1,6} (.+)$/gm),
  ]
  return headings.map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** What is wrong with a relative link of a document, if anything. */
function fault(document: string, link: string): string | undefined {
  const [target, anchor] = link.split('#')
  const path = target === '' ? document : join(dirname(document), decodeURI(target))
  if (!existsSync(join(root, path))) return `${link}: no such file`
  if (anchor === undefined) return undefined
  if (statSync(join(root, path)).isDirectory() || !path.endsWith('.md'))
    return `${link}: headings are of .md files`
  return anchors(path).includes(anchor) ? undefined : `${link}: no such heading`
}

describe.each(documents)('%s', (document) => {
  it('links to files and headings that exist', () => {
    const links = [...prose(read(document)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link)
    const relative = links.filter((link) => !/^[a-z]+:/.test(link))
    expect(relative.map((link) => fault(document, link)).filter((found) => found !== undefined)).toEqual([])
  })
})

it('finds the documents, and a link that leads nowhere', () => {
  expect(documents).toContain('README.md')
  expect(fault('README.md', 'docs/absent.md')).toContain('no such file')
  expect(fault('README.md', 'README.md#absent')).toContain('no such heading')
  expect(fault('README.md', '#two-commands')).toBeUndefined()
})
