/** Texts of columns: each once, by number; 0 is the empty text. */
export class Strings {
  readonly all: string[] = ['']
  private readonly indices = new Map<string, number>([['', 0]])

  index(text: string): number {
    const known = this.indices.get(text)
    if (known !== undefined) return known
    const index = this.all.push(text) - 1
    this.indices.set(text, index)
    return index
  }
}
