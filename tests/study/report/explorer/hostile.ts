/** Texts that would be markup, scripts, formulas or endings of elements if they were let through. */
const patterns: readonly ((i: number) => string)[] = [
  (i) => `<script>document.title='stolen ${i}'</script>`,
  (i) => `</script><img src=x onerror="document.title='stolen ${i}'">`,
  (i) => `<img src="https://example.invalid/${i}" onerror=alert(1)>`,
  (i) => `"><svg onload=alert(${i})>`,
  (i) => `=HYPERLINK("http://example.invalid/${i}","x")`,
  (i) => `+cmd|' /C calc'!A${i}`,
  (i) => `@SUM(1+${i})*cmd`,
  (i) => `-2+3+${i}`,
  (i) => `<!--<script>${i}`,
  (i) => `&lt;b&gt;${i}&amp;&#x41;`,
  (i) => `\${alert(${i})}{{${i}}}<%= ${i} %>`,
  (i) => `a"b'c\`d\\e, f;\u2028g\u2029${i}`,
  (i) => `__proto__${i}`,
  (i) => `\u202Eлевша${i}`,
  (i) => `javascript:alert(${i})`,
  (i) => `</style><style>body{display:none}</style>${i}`,
  (i) => `</title></head><body onload=alert(${i})>`,
  (i) => `\uFF1D1+${i}`,
  (i) => `${'я'.repeat(80)}${i}`,
  (i) => `<a href="//example.invalid/${i}">x</a>`,
]

/** So many different ones. */
export function hostileTexts(count: number): string[] {
  return Array.from({ length: count }, (_, i) => patterns[i % patterns.length](i))
}
