import type { FigureId } from '../../../shared/figures'

/** `data-explain` is the id of a figure wherever a template writes it: `npm run typecheck` refuses any other. */
interface Explained {
  readonly 'data-explain'?: FigureId | undefined
}

/** On a component the template compiler writes the attribute so. */
interface ExplainedComponent {
  readonly dataExplain?: FigureId | undefined
}

declare module 'vue' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merges into Vue's own
  interface HTMLAttributes extends Explained {}
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface SVGAttributes extends Explained {}
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface AllowedComponentProps extends ExplainedComponent {}
}
