import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'

/** What a page of VadLab may load: its own files, and nothing from anywhere else. Inline styles are Vue's bindings. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'"
].join('; ')

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm'
}

/** An HTTP answer, whole. */
export interface FileAnswer {
  readonly status: 200 | 400 | 404 | 405
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/**
 * Answers a request for one of the renderer's files: `/` is index.html. Only GET and HEAD; nothing outside `folder` is
 * ever read, however the path is written. Every answer carries the content security policy.
 */
export async function answerFileRequest(folder: string, method: string, url: string): Promise<FileAnswer> {
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'Only GET.')
  const path = fileOf(folder, url)
  if (path === null) return text(400, 'Not a path of this app.')
  try {
    const body = await readFile(path)
    const mediaType = mediaTypes[extname(path).toLowerCase()] ?? 'application/octet-stream'
    return { status: 200, headers: headersFor(mediaType), body: method === 'HEAD' ? Buffer.alloc(0) : body }
  } catch {
    return text(404, 'There is no such file.')
  }
}

/** The file a URL names inside the folder, or null when it names none or leads out of it. */
function fileOf(folder: string, url: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(new URL(url).pathname)
  } catch {
    return null
  }
  // A backslash or a drive's colon is a separator on Windows; none of our files has one in its name.
  if (/[\\:\0]/.test(path)) return null
  const root = resolve(folder)
  const file = join(root, path === '/' ? 'index.html' : path)
  return file.startsWith(root + sep) ? file : null
}

function headersFor(mediaType: string): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-cache'
  }
}

function text(status: FileAnswer['status'], words: string): FileAnswer {
  return { status, headers: headersFor('text/plain; charset=utf-8'), body: Buffer.from(words) }
}
