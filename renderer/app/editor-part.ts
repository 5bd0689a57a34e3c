import { defineAsyncComponent, h, type FunctionalComponent } from 'vue'

const part = import('../features/editor/EditorPane.vue')

/** The editor as others call it. */
export type EditorPart = InstanceType<Awaited<typeof part>['default']>

/** Its place, until it is there. */
const EditorPlace: FunctionalComponent = () => h('section', { 'aria-label': 'Program', 'aria-busy': 'true' })

/** The editor is the largest part of the window: it comes as a part of its own, and everything else is there before it. */
export const EditorPane = defineAsyncComponent({
  loader: () => part,
  loadingComponent: EditorPlace,
  delay: 0
})
