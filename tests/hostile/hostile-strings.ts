import { Random } from '../../lib/toolkit/core/src/random'

/**
 * Kinds of text that something on the way to a reader might not take as text. Each gets a number, so that no two
 * strings are alike; `hidden` kinds hold control or invisible characters, which the reader of tables refuses.
 */
interface Kind {
  readonly hidden?: true
  readonly write: (n: number) => string
}

const text = (write: (n: number) => string): Kind => ({ write })
const hidden = (write: (n: number) => string): Kind => ({ write, hidden: true })

const kinds: readonly Kind[] = [
  // markup
  text((n) => `<b id="evil${n}">bold</b>`),
  text((n) => `<img src=x onerror="evil(${n})">`),
  text((n) => `<svg/onload=evil(${n})>`),
  text((n) => `<script>evil(${n})</script>`),
  text((n) => `</script><script>evil(${n})</script>`),
  text((n) => `<!-- ${n} --><!--`),
  text((n) => `--> ${n} <![CDATA[ x ]]>`),
  text((n) => `</td></tr></table><h1 id=evil${n}>`),
  text((n) => `</textarea></title></style><iframe srcdoc="${n}">`),
  text((n) => `" onmouseover="evil(${n})" x="`),
  text((n) => `' autofocus onfocus='evil(${n})`),
  text((n) => `<a href="javascript:evil(${n})">x</a>`),
  text((n) => `<meta http-equiv=refresh content="0;url=http://evil.example/${n}">`),
  text((n) => `<link rel=stylesheet href=//evil.example/${n}>`),
  text((n) => `<style>*{display:none}</style>${n}`),
  text((n) => `<math><mi xlink:href="data:x,${n}">`),
  text((n) => `&lt;b&gt;${n}&lt;/b&gt; &amp;amp; &#60;i&#62; &nbsp;&copy`),
  text((n) => `&#x3c;script&#x3e;${n}`),
  // Plotly's labels
  text((n) => `<br>${n}<sub>x</sub><a href="http://evil.example/${n}">y</a>`),
  text((n) => `%{x} %{y} %{customdata} <extra>${n}</extra>`),
  text((n) => `$\\frac{${n}}{2}$ \\(x\\) \\[y\\] $$z$$`),
  // Markdown
  text((n) => `**bold** _it_ ~~no~~ \`code\` ${n}`),
  text((n) => `[link](http://evil.example/${n}) ![i](//evil.example/${n}.png)`),
  text((n) => `# heading ${n}`),
  text((n) => `- item ${n}`),
  text((n) => `${n}. item`),
  text((n) => `${n}) item`),
  text((n) => `+ ${n}`),
  text((n) => `=== ${n}`),
  text((n) => `--- ${n} ***`),
  text((n) => `> quote ${n} | cell | cell \\| \\`),
  text((n) => `[x]: http://evil.example/${n}`),
  text((n) => `[^${n}] *[x]: y {#id .class}`),
  text((n) => `http://evil.example/${n} www.evil.example e${n}@evil.example`),
  text((n) => `<http://evil.example/${n}>`),
  // templates and code
  text((n) => `$\{evil(${n})} \`x\` $\{y}`),
  text((n) => `{category} {{ ${n} }} {% x %} %s %d {0} $1 $& $\` $'`),
  text((n) => `'; DROP TABLE customers; -- ${n}`),
  text((n) => `" OR 1=${n} /* x */`),
  text((n) => `\\u003cscript\\u003e ${n} \\n \\x3c \\`),
  // formulas
  text((n) => `=HYPERLINK("http://evil.example/${n}";"x")`),
  text((n) => `+cmd|' /C calc'!A${n}`),
  text((n) => `-2+3+cmd|' /C calc'!A${n}`),
  text((n) => `@SUM(A1:A${n})`),
  text((n) => `＝1+${n}`),
  text((n) => `${n},"a",b;c`),
  text((n) => `"${n}""`),
  // names of the language
  text(
    (n) =>
      ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length'][n % 6] +
      (n < 700 ? '' : n),
  ),
  text(
    (n) =>
      ['null', 'undefined', 'NaN', 'true', 'Infinity', '-0', '1e3', '0x1F', '2026-01-01', 'other'][n % 10] +
      (n < 700 ? '' : n),
  ),
  // long and unusual
  text((n) => `${'<b>'.repeat(20)}${n}`),
  text((n) => `${n} ${'я'.repeat(1500)}`),
  text((n) => `🛒 ${n} 💥🇷🇺 ﷽ Z̸a̷l̶g̵o`),
  text((n) => `ﬁ ß İ ı ǅ ${n} ‑ «»“”`),
  hidden((n) => `a\tb ${n}\u0007`),
  hidden((n) => `\u001b[31m${n}\u001b]8;;http://evil.example\u0007`),
  hidden((n) => `a\r\nb\rc ${n} \u0085`),
  hidden((n) => `\u202Egnp.${n}\u202C`),
  hidden((n) => `zero\u200Bwidth\u200D${n}\uFEFF`),
  hidden((n) => `line\u2028end\u2029${n}`),
  hidden((n) => `\u0001\u0008\u007f\u009f${n}`),
]

export interface HostileStrings {
  /** Those that a table may hold. */
  readonly plain: readonly string[]
  /** Those that the reader refuses, as they hold control or invisible characters. */
  readonly hidden: readonly string[]
  readonly all: readonly string[]
}

/** A thousand different strings: every kind in turn, some of them two kinds joined. */
export function hostileStrings(): HostileStrings {
  const random = new Random(1000)
  const plain = new Set<string>()
  const hiddenOnes = new Set<string>()
  for (let n = 0; plain.size + hiddenOnes.size < 1000; n++) {
    const kind = kinds[n % kinds.length]
    const other = n < 2 * kinds.length ? undefined : kinds[random.integer(kinds.length)]
    const joined = other ? `${kind.write(n)}${random.integer(2) ? ' ' : ''}${other.write(n)}` : kind.write(n)
    const set = kind.hidden || other?.hidden ? hiddenOnes : plain
    set.add(joined)
  }
  return { plain: [...plain], hidden: [...hiddenOnes], all: [...plain, ...hiddenOnes] }
}

/** A text as a reader of tables gives it: without blanks around it, single ones inside. */
export const tidied = (cell: string): string => cell.trim().replace(/\s+/g, ' ')
