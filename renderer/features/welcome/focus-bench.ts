/** Leads the keyboard to what comes first on the bench: starting the program, or the picture of its run. */
export function focusBench(): void {
  const places = ['[data-testid="invitation-start"]', '.view-tabs [role="tab"][aria-selected="true"]']
  for (const place of places) {
    const element = document.querySelector<HTMLElement>(place)
    if (element === null) continue
    element.focus()
    return
  }
}
