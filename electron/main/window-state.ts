import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { Rectangle } from 'electron'

/** Where and how large a window was. */
export interface WindowState {
  /** Null: wherever the system puts it. */
  readonly bounds: Rectangle | null
  readonly maximized: boolean
}

export const minimumSize = { width: 900, height: 600 } as const
export const firstSize = { width: 1440, height: 900 } as const

const fileOf = (dataFolder: string): string => join(dataFolder, 'window.json')

/** The state that was kept; the first state when there is none, it cannot be read, or no screen shows the place any more. */
export function readWindowState(dataFolder: string, screens: readonly Rectangle[]): WindowState {
  const first: WindowState = { bounds: null, maximized: false }
  let kept: unknown
  try {
    kept = JSON.parse(readFileSync(fileOf(dataFolder), 'utf8'))
  } catch {
    return first
  }
  if (typeof kept !== 'object' || kept === null) return first
  const { bounds, maximized } = kept as Record<string, unknown>
  return {
    bounds: isRectangle(bounds) && screens.some((screen) => showsTitle(screen, bounds)) ? bounds : null,
    maximized: maximized === true
  }
}

/** Keeps the state for next time. A place that cannot be written is no reason to bother the person. */
export function keepWindowState(dataFolder: string, state: WindowState): void {
  try {
    mkdirSync(dataFolder, { recursive: true })
    writeFileAtomic.sync(fileOf(dataFolder), JSON.stringify(state))
  } catch {
    return
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false
  const { x, y, width, height } = value as Record<string, unknown>
  return (
    [x, y, width, height].every((side) => Number.isInteger(side)) &&
    (width as number) >= minimumSize.width &&
    (height as number) >= minimumSize.height
  )
}

/** Whether enough of the title bar is on the screen to take hold of the window. */
function showsTitle(screen: Rectangle, { x, y, width }: Rectangle): boolean {
  const shownWidth = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x)
  return shownWidth >= 100 && y >= screen.y - 10 && y <= screen.y + screen.height - 40
}
