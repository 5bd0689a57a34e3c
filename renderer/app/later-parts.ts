import { defineAsyncComponent } from 'vue'

/** The open lab beside the program. Most windows begin without one. */
export const LabPane = defineAsyncComponent(() => import('../features/labs/LabPane.vue'))

/** A lab as its author writes it, with what is wrong in it. */
export const PreviewPane = defineAsyncComponent(() => import('../features/lab-preview/PreviewPane.vue'))

/** The list of labs, in the place of the examples. */
export const LabsList = defineAsyncComponent(() => import('../features/labs/LabsList.vue'))

/** Dialogs and explanations: nothing of them is seen before someone asks. */
export const WindowDialogs = defineAsyncComponent(() => import('./WindowDialogs.vue'))

/** What VadLab says to someone who opens it for the first time. */
export const WelcomePanel = defineAsyncComponent(() => import('../features/welcome/WelcomePanel.vue'))

/** A way through the parts of the window, on request. */
export const TourCallout = defineAsyncComponent(() => import('../features/welcome/TourCallout.vue'))
