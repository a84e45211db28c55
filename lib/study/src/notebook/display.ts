/**
 * Display in notebook cells: figures, Markdown and HTML go through the TypeScript kernel (tslab), and
 * outside a kernel their text goes to stdout. tslab is no dependency of the library: it is looked up among
 * the modules that the kernel has already loaded.
 */

/** A Plotly figure as data. */
export interface DisplayableFigure {
  readonly data: readonly object[]
  readonly layout: object
}

export interface ShowFigureOptions {
  /** What the figure shows, for those who cannot see it; default: `layout.meta.description`, else none. */
  readonly description?: string
}

type Bundle = Readonly<Record<string, unknown>>

interface KernelModule {
  lastWriteDisplayData: ((content: { data: Bundle; metadata: object; transient: object }) => void) | null
}

/**
 * Shows a Plotly figure: drawn in JupyterLab and in the exported HTML, named by its title and description
 * elsewhere.
 *
 * @param figure data and layout; typed arrays are allowed, values that are no finite number become gaps
 */
export function showFigure(figure: DisplayableFigure, options: ShowFigureOptions = {}): void {
  const layout = plain(figure.layout) as Record<string, unknown>
  const description = options.description ?? metaDescription(layout)
  if (description !== undefined) layout.meta = { ...(layout.meta as object), description }
  const title = titleText(layout)
  const text = `Figure${title ? `: ${title}` : ''}${description ? `. ${description}` : ''}`
  write({ 'application/vnd.plotly.v1+json': { data: plain(figure.data), layout }, 'text/plain': text }, text)
}

/** Shows Markdown. Values from tables belong in it only through {@link escapeMarkdown}. */
export function showMarkdown(text: string): void {
  write({ 'text/markdown': text, 'text/plain': text }, text)
}

/**
 * Shows HTML. Values from tables belong in it only through {@link escapeHtml}.
 *
 * @param text what stands for it where HTML is not shown; default: the HTML without its tags
 */
export function showHtml(html: string, text: string = withoutTags(html)): void {
  write({ 'text/html': html, 'text/plain': text }, text)
}

function write(data: Bundle, text: string): void {
  const send = kernel()?.lastWriteDisplayData
  if (send) send({ data, metadata: {}, transient: {} })
  else process.stdout.write(`${text}\n`)
}

/** The kernel's own module, when this code runs inside it. It is private to tslab, whose version is pinned. */
function kernel(): KernelModule | undefined {
  const file = Object.keys(require.cache).find((name) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(name))
  return file === undefined ? undefined : (require.cache[file]?.exports as KernelModule | undefined)
}

/** A deep copy that JSON keeps: typed arrays become lists. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      ArrayBuffer.isView(part) && !(part instanceof DataView) ? Array.from(part as Float64Array) : part,
    ),
  )
}

function titleText(layout: Record<string, unknown>): string {
  const title = layout.title as string | { text?: string } | undefined
  return withoutTags(typeof title === 'string' ? title : (title?.text ?? ''))
}

function metaDescription(layout: Record<string, unknown>): string | undefined {
  const description = (layout.meta as { description?: unknown } | undefined)?.description
  return typeof description === 'string' ? description : undefined
}

function withoutTags(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
