/** What is written down of a rule. Its id says the rule itself; what refuses says it in a sentence with the case's numbers. */
export interface RuleFacts {
  /**
   * Where the rule stands, the best place first, separated by `; `: `Microsoft, VirtualAlloc (lpAddress)` for a page and
   * what to look for on it, `Conformance private/guard-page-fires-once` for a program of this repository that shows it,
   * `Wine, dlls/ntdll/tests/virtual.c (test_...)` for a test that holds on Windows.
   */
  readonly source: string
}

/** The rules of one part of the system, by id. */
export type RuleTable = Readonly<Record<string, RuleFacts>>
