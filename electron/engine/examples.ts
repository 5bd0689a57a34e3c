import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Example } from '../../shared/contract/requests'

const indexSchema = z.array(
  z.object({
    id: z.string(),
    group: z.string(),
    title: z.string(),
    look: z.string(),
    fileName: z.string().regex(/^[\w.-]+\.c$/)
  })
)

/** The folders of conformance programs, with the heading they stand under in the list. */
const conformanceGroups: readonly (readonly [folder: string, group: string])[] = [
  ['seeds', 'Conformance: claims of the source texts'],
  ['private', 'Conformance: private memory'],
  ['sections', 'Conformance: sections and views'],
  ['process', 'Conformance: a process and its memory']
]

/** The programs that come with the app: the examples in teaching order, then every conformance program. */
export class ExampleLibrary {
  private listed: Promise<readonly (Example & { readonly path: string })[]> | null = null

  constructor(private readonly appFolder: string) {}

  async list(): Promise<readonly Example[]> {
    return (await this.entries()).map(({ id, group, title, look, fileName }) => ({
      id,
      group,
      title,
      look,
      fileName
    }))
  }

  /** The program of that name; null when there is none. */
  async read(id: string): Promise<{ readonly fileName: string; readonly source: string } | null> {
    const entry = (await this.entries()).find((example) => example.id === id)
    return entry ? { fileName: entry.fileName, source: await readFile(entry.path, 'utf8') } : null
  }

  private entries(): Promise<readonly (Example & { readonly path: string })[]> {
    return (this.listed ??= this.scan())
  }

  private async scan(): Promise<readonly (Example & { readonly path: string })[]> {
    const folder = join(this.appFolder, 'examples')
    const index = indexSchema.parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')))
    const examples = index.map((example) => ({ ...example, path: join(folder, example.fileName) }))
    for (const [name, group] of conformanceGroups) {
      const inside = join(this.appFolder, 'conformance', name)
      const files = (await readdir(inside)).filter((file) => file.endsWith('.c')).sort()
      for (const fileName of files) {
        const path = join(inside, fileName)
        const fact = /^\/\/ FACT: (.*)$/m.exec(await readFile(path, 'utf8'))?.[1] ?? ''
        const title = fileName.replace(/\.c$/, '').replaceAll('-', ' ')
        examples.push({
          id: `${name}/${title.replaceAll(' ', '-')}`,
          group,
          title,
          look: fact,
          fileName,
          path
        })
      }
    }
    return examples
  }
}
