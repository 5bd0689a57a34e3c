import { readFileSync } from 'node:fs'
import { rgbOf, type Rgb } from '../colour-distance'

/** The themes that tokens.css has colours for. */
export const themes = ['light', 'dark', 'contrast'] as const
export type ThemeName = (typeof themes)[number]

const css = readFileSync(new URL('../tokens.css', import.meta.url), 'utf8')
const block = (selector: string): ReadonlyMap<string, string> => {
  const begin = css.indexOf(`${selector} {`)
  const text = css.slice(begin, css.indexOf('}', begin))
  return new Map([...text.matchAll(/^\s*--([\w-]+):\s*([^;]+);/gm)].map(([, name, value]) => [name!, value!]))
}
const base = block(':root')
const contrastTheme = block(":root[data-theme='contrast']")

/** Names of all tokens that are colours. */
export const colourTokens: readonly string[] = [...base]
  .filter(([, value]) => /^(#|light-dark\(#|var\(--)/.test(value))
  .map(([name]) => name)

/** A colour token as a theme has it: `#rrggbb`, or with two digits of alpha. */
export function token(name: string, theme: ThemeName): string {
  const value = (theme === 'contrast' ? contrastTheme.get(name) : undefined) ?? base.get(name) ?? ''
  const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1]
  if (other !== undefined) return token(other, theme)
  const [, light, dark] = /^light-dark\((#\w+),\s*(#\w+)\)$/.exec(value) ?? [value, value, value]
  const colour = theme === 'light' ? light : dark
  if (colour === undefined || !colour.startsWith('#')) throw new Error(`--${name} is no colour: ${value}`)
  return colour
}

/** A token as red, green and blue. */
export const rgb = (name: string, theme: ThemeName): Rgb => rgbOf(token(name, theme))
