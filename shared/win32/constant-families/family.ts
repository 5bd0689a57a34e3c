/** Constants that belong together: what a parameter or a field can be. */
export interface ConstantFamily {
  /** What they are, as a person calls them: `page protection`. */
  readonly title: string
  /** Microsoft's page on them, as `microsoftPage` takes it. */
  readonly page: string
  /** Several can be joined with `|`. */
  readonly flags: boolean
  /** What each means, in one sentence of our own; in the order in which an editor proposes them. */
  readonly members: Readonly<Record<string, string>>
}
