/** Latin letters, and the Ukrainian і, that look like another letter in one of their cases. */
const lookAlikes: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
  ё: 'е',
  і: 'i',
}

const looksAlike = new RegExp(`[${Object.keys(lookAlikes).join('')}]`, 'g')

/**
 * What of a word counts when words and column names are compared: not the case, not spaces, underscores, dashes
 * and quotes, not how a letter is composed (NFKC), not ё for е, and not which alphabet a letter comes from that
 * looks the same in both. For comparison only; nobody should see a key.
 *
 * @example wordKey('Текущий месяц') === wordKey('текущий_мecяц') // true, with Latin letters in the second
 */
export function wordKey(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\p{Pd}\u2212"]+/gu, '')
    .replace(looksAlike, (letter) => lookAlikes[letter])
}
