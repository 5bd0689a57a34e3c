/** A rule of Windows that refused a call or raised an exception, and where it stands. */
export interface Rule {
  /** States the rule: `reservation-needs-free-addresses`. */
  readonly id: string
  /** `Microsoft, VirtualAlloc (lpAddress); Conformance private/occupied-addresses-are-refused`. */
  readonly source: string
  /** Microsoft's page; null where the rule stands on none. */
  readonly url: string | null
}

/** Why Windows refused: the rule, and what it meant here in a sentence for a student. */
export interface RefusalReason {
  readonly why: string
  readonly rule: Rule
}
