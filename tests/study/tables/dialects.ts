import type { Copy } from './table-copies'

export const encodings = [
  'utf-8',
  'utf-8-bom',
  'utf-16le',
  'utf-16le-bom',
  'utf-16be',
  'utf-16be-bom',
  'windows-1251',
  'twice',
  'twice-bom',
  'twice-spaces',
  'twice-utf-16',
] as const

export const dialects: Record<string, Copy> = {
  'comma and point': {},
  'semicolon and comma': { delimiter: ';', decimal: ',' },
  'semicolon and point': { delimiter: ';' },
  'tab and comma': { delimiter: '\t', decimal: ',' },
  'quoted decimal commas': { decimal: ',' },
  'everything quoted': { quoteAll: true },
}

export const alias = (name: string) => name.replace('Маркет_актив_6_мес', 'Маркет_актив6мес')
