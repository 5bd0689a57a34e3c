/** A picture for a gutter: SVG path data on a 16 by 16 field, filled; where two shapes overlap there is a hole. */
export function gutterDot(className: string, path: string): HTMLElement {
  const box = document.createElement('div')
  box.className = className
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  shape.setAttribute('d', path)
  shape.setAttribute('fill', 'currentColor')
  shape.setAttribute('fill-rule', 'evenodd')
  svg.append(shape)
  box.append(svg)
  return box
}
