/** Something that takes long: what it is, how far it is, and that it is over. */
export interface WorkProgress {
  readonly id: string
  /** `Opening big.vadlab-run`, `Starting Wine 8.0`. */
  readonly title: string
  /** From 0 to 1; null where nobody knows how much there is to do. */
  readonly share: number | null
  /** Over: done, failed or cancelled. Its answer says which. */
  readonly over: boolean
  /** What shows it itself, with a way to end it there: judging, in the lab's text. */
  readonly shownBy?: 'lab'
}
