/** A file of Stryker's JSON report: its text and the changes that were made in it. */
interface MutatedFile {
  readonly source: string
  readonly mutants: readonly {
    readonly status: string
    readonly mutatorName: string
    readonly replacement: string
    readonly location: Record<'start' | 'end', { readonly line: number; readonly column: number }>
  }[]
}

export function mutantReport(files: Readonly<Record<string, MutatedFile>>): {
  readonly lines: readonly string[]
  readonly lowest: number
}
