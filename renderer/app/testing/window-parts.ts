/** Settles when the parts of the window that come by themselves are there, so that a test finds them mounted. */
export async function windowParts(): Promise<void> {
  await Promise.all([
    import('../../features/editor/EditorPane.vue'),
    import('../../features/lab-preview/PreviewPane.vue'),
    import('../../features/labs/LabPane.vue'),
    import('../../features/labs/LabsList.vue'),
    import('../../features/machine-column/BenchView.vue'),
    import('../WindowDialogs.vue')
  ])
}
