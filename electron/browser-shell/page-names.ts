/** Names in the page by which its two ends of the wire are found. */
export const pageNames = {
  /** Binding: a page has begun. */
  open: '__vadlabOpen',
  /** Binding: a line from the page. */
  send: '__vadlabSend',
  /** Function of the page that takes lines, joined by line feeds. */
  receive: '__vadlabReceive'
} as const
