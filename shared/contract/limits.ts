/** The longest source text that is taken, in UTF-16 units: larger files are refused with a message. */
export const maximumSourceLength = 1_000_000
