/** What the shell hears. */
export const exitCodes = {
  /** The program ended and no check failed; nothing differs. */
  fine: 0,
  /** A check failed, the program died, or something differs. */
  wrong: 1,
  /** Not run: usage, file, or C that is not accepted. */
  notRun: 2,
  /** The Windows machine is not available here. */
  noWindows: 3,
  /** Ctrl+C ended it before all was done, as a shell counts it. */
  cancelled: 130
} as const
