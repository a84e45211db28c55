/** What checks data of unknown origin: gives it back typed, or throws an error that names the place. */
export interface Schema<Content> {
  parse(content: unknown): Content
}
