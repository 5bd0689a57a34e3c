/** The lab that a window previews, in every request that names one. Nothing done in it is anybody's progress. */
export const previewedLab = 'preview.of.an.author'
