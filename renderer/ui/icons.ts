/** Our icons: SVG path data on a 16 by 16 field. `fill` are filled shapes, `stroke` lines 1.5 wide. */
export interface IconShape {
  readonly fill?: string
  readonly stroke?: string
}

export const icons = {
  continue: { fill: 'M4 2.6v10.8L13 8z' },
  pause: { fill: 'M3.5 3h3v10h-3zM9.5 3h3v10h-3z' },
  stop: { fill: 'M3.5 3.5h9v9h-9z' },
  restart: { stroke: 'M13 8a5 5 0 1 1-1.6-3.7M11.8 1.6v3h-3' },
  over: {
    stroke: 'M2.2 8.6a5.9 5.9 0 0 1 11-1.4M13.8 3.4l-.5 3.9-3.7-1',
    fill: 'M8 10.4a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z'
  },
  into: { stroke: 'M8 1.6v6.6M5 5.4l3 3 3-3', fill: 'M8 10.9a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z' },
  out: { stroke: 'M8 9V2M5 4.9l3-3 3 3', fill: 'M8 10.9a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z' },
  back: {
    stroke: 'M13.8 8.6a5.9 5.9 0 0 0-11-1.4M2.2 3.4l.5 3.9 3.7-1',
    fill: 'M8 10.4a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z'
  },
  open: { stroke: 'M1.8 12.7V3.3h4.4l1.5 1.9h6.5v2M1.8 12.7l2.3-5.5h10.5l-2.2 5.5z' },
  save: { stroke: 'M2.5 2.5h8.6l2.4 2.4v8.6h-11zM5 2.5v3.6h5.2V2.5M4.8 13.5V9h6.4v4.5' },
  saveAs: {
    stroke: 'M6 13.5H2.5v-11h8.6l2.4 2.4V6M5 2.5v3.6h5.2V2.5M8.2 13.8l.5-2.2 4.2-4.2 1.7 1.7-4.2 4.2z'
  },
  exportProject: { stroke: 'M9.5 2.5h-6v11h9V9M9.8 6.2l4-4M10.6 2.2h3.2v3.2' },
  examples: {
    stroke: 'M3 2.5h4.3c.4 0 .7.3.7.7v10.3c0-.6-.5-1-1-1H3zM13 2.5H8.7c-.4 0-.7.3-.7.7v10.3c0-.6.5-1 1-1h4z'
  },
  search: { stroke: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.5 3.5' },
  close: { stroke: 'M3.5 3.5l9 9M12.5 3.5l-9 9' },
  system: { stroke: 'M2 3h12v8H2zM5.5 13.5h5M8 11v2.5' },
  light: {
    stroke:
      'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9L13 13M13 3l-1.1 1.1M4.1 11.9L3 13'
  },
  dark: { stroke: 'M13.3 9.6A5.8 5.8 0 0 1 6.4 2.7a5.8 5.8 0 1 0 6.9 6.9z' },
  right: { stroke: 'M6 3.5L10.5 8 6 12.5' },
  down: { stroke: 'M3.5 6L8 10.5 12.5 6' },
  first: { stroke: 'M12 3.5L7.5 8 12 12.5M4 3.5v9' },
  last: { stroke: 'M4 3.5L8.5 8 4 12.5M12 3.5v9' },
  previous: { stroke: 'M10 3.5L5.5 8 10 12.5' },
  error: { stroke: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6' },
  warning: { stroke: 'M8 2L1.5 13.5h13zM8 6.5v3.5M8 11.5v.7' },
  note: { stroke: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 7.3V11.5M8 4.5v.900' },
  good: { stroke: 'M3 8.5l3.5 3.5L13 4.5' },
  condition: {
    stroke: 'M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2zM5.4 6.7h5.2M5.4 9.3h5.2'
  },
  toLine: { stroke: 'M2 4h7.5a2.5 2.5 0 0 1 2.5 2.5V9M9.5 7L12 9.5 14.5 7M2 13.2h12' },
  memory: { stroke: 'M2.5 3h11v10h-11zM5 6h1M7.5 6h1M10 6h1M5 8h1M7.5 8h1M10 8h1M5 10h1M7.5 10h1M10 10h1' },
  view: {
    stroke:
      'M1.5 8c1.6-2.8 3.8-4.2 6.5-4.2s4.9 1.4 6.5 4.2c-1.6 2.8-3.8 4.2-6.5 4.2S3.1 10.8 1.5 8zM8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z'
  },
  keys: { stroke: 'M1.5 4h13v8h-13zM4 6.5h.5M7 6.5h.5M10 6.5h.5M12 6.5h.1M5 9.5h6' },
  machine: {
    stroke:
      'M4 4h8v8H4zM6.2 6.2h3.6v3.6H6.2zM6 1.5V4M10 1.5V4M6 12v2.5M10 12v2.5M1.5 6H4M1.5 10H4M12 6h2.5M12 10h2.5'
  },
  more: {
    fill: 'M3.5 6.7a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6zM8 6.7a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6zM12.5 6.7a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6z'
  },
  summary: { stroke: 'M2.5 13.2h11M2.5 3.5h10M2.5 6.7h6M2.5 9.9h8' },
  filter: { stroke: 'M2 3.2h12L9.4 8.6v4.2l-2.8 1.4V8.6z' },
  toStart: { stroke: 'M3 3h10M8 13V6M4.8 9L8 5.8 11.2 9' },
  toEnd: { stroke: 'M3 13h10M8 3v7M4.8 7L8 10.2 11.2 7' },
  rightArrow: { stroke: 'M3 8h9.5M9 4l4 4-4 4' },
  leftArrow: { stroke: 'M13 8H3.5M7 4L3 8l4 4' },
  add: { stroke: 'M8 3v10M3 8h10' },
  up: { stroke: 'M3.5 10L8 5.5 12.5 10' },
  flagA: { stroke: 'M2.5 1.5V14.5M2.5 2.2H14V10.8H2.5M6 9L8.3 4 10.6 9M6.8 7.4H9.8' },
  flagB: {
    stroke:
      'M2.5 1.5V14.5M2.5 2.2H14V10.8H2.5M6.8 4V9H8.8A1.2 1.2 0 0 0 8.8 6.5H6.8M8.6 6.5A1.2 1.2 0 0 0 8.6 4H6.8'
  },
  act: { stroke: 'M9 1.8L3.5 9H8l-1 5.2L12.5 7H8z' },
  newProgram: { stroke: 'M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3M8 7v4.6M5.7 9.3h4.6' },
  breakpoint: { fill: 'M8 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z' }
} as const satisfies Readonly<Record<string, IconShape>>

export type IconName = keyof typeof icons
