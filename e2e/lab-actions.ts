import { expect, type Locator, type Page } from '@playwright/test'

/** Opens the list of labs and a lab in it, by keyboard. */
export async function openLab(page: Page, lab: string): Promise<void> {
  if (!(await page.getByTestId('labs').isVisible())) await page.keyboard.press('Control+l')
  const entry = page.getByTestId(`lab-${lab}`)
  await expect(entry).toBeVisible()
  await entry.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('lab-step-title')).toBeFocused()
}

/** Steps of labs that together have every form of a question. */
export const labForms: readonly (readonly [form: string, lab: string, step: number])[] = [
  ['matrix', '11-protection-matrix', 1],
  ['check', '03-reserve-1-mib', 1],
  ['number and choice', '03-reserve-1-mib', 2],
  ['explanation', '03-reserve-1-mib', 3],
  ['address', '05-touch-reserved', 1],
  ['region', '17-deep-recursion', 1],
  ['myth', 'myth-nocache-alone', 1]
]

/** Opens a step of a lab, from wherever one is. */
export async function openStep(page: Page, lab: string, step: number): Promise<void> {
  if (await page.getByTestId('lab-leave').isVisible()) await page.keyboard.press('Alt+Shift+L')
  await openLab(page, lab)
  await page.getByTestId(`lab-step-${step}`).click()
  await expect(page.getByTestId(`lab-step-${step}`)).toHaveAttribute('aria-current', 'step')
}

/** Goes on with Tab until something has the focus, as a person does who uses the keyboard alone. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let i = 0; i < 60; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to ${target.toString()}.`)
}

/** A question of the open step, by its kind and number: `predict-1`, `check-1`. */
export function question(page: Page, name: string): Locator {
  return page.locator(`[data-testid$="/${name}"][data-testid^="predict-"]`)
}

/** What is kept of a learner in a lab. */
export async function recordOf(page: Page, lab: string, profile = 'Learner') {
  const answer = await page.evaluate(
    ([id, name]) => window.vadlab!.call('labs/open', { lab: id!, profile: name! }),
    [lab, profile]
  )
  if (!answer.ok) throw new Error(answer.failure.message)
  return answer.value.record
}
