import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { CheckSite, CompiledCode } from './compiled-code'
import type { Place } from './diagnostics'
import { FreedBlocks, type FreedBlock } from './freed-blocks'

/** More than so many different places are not told: what follows is noise. */
const maximumWarnings = 100

/** A whole number, or the bigint of one that needs more than 53 bits. */
type Whole = number | bigint

/**
 * Undefined behaviour that shows itself while a program runs. The machine's instructions ask; what they find is told
 * once for each place, and the program goes on as the machine would.
 */
export class RuntimeChecks {
  readonly blocks = new FreedBlocks()
  /** Addresses of locals that have been declared and have no value so far; only those that may be read so. */
  readonly unset = new Set<number>()
  /** A call came back over the end of a function that owes a value. */
  valueMissing = false
  private readonly told = new Set<string>()

  constructor(
    private readonly code: CompiledCode,
    private readonly fileName: string,
    private readonly data: number,
    private readonly tell: (warning: Diagnostic) => void
  ) {}

  /** A local is read that may have no value. */
  read(address: number, site: number): void {
    if (!this.unset.delete(address)) return
    const { place, name } = this.site(site)
    this.warn(
      place,
      `${name} is read before it was given a value: it holds whatever was left in its place on the stack (undefined in C). The program goes on with that; give ${name} a first value.`
    )
  }

  outOfBounds(index: Whole, count: number, site: number): void {
    const { place, name } = this.site(site)
    const valid = count === 1 ? '0 is the only index' : `valid indexes are 0 to ${count - 1}`
    this.warn(
      place,
      `Index ${index} is outside of ${name}, which has ${count} element${count === 1 ? '' : 's'}: ${valid}. The machine does not check; it takes the memory ${index < 0 ? 'before' : 'behind'} the array.`
    )
  }

  shift(count: Whole, bits: number, site: number): void {
    const { place } = this.site(site)
    this.warn(
      place,
      `Shifting by ${count} is undefined: the value has ${bits} bits. The CPU takes the low ${bits === 64 ? 6 : 5} bits of the count and shifts by ${Number(BigInt(count) & BigInt(bits - 1))}.`
    )
  }

  usesMissingValue(site: number): void {
    if (!this.valueMissing) return
    this.valueMissing = false
    const { place, name } = this.site(site)
    this.warn(
      place,
      `${name} ended without return, so it has no value to use here (undefined in C): compiled, this is whatever the register holds; here it is 0.`
    )
  }

  /** An access at the instruction `at` touches an address that may lie in a freed block. */
  touched(address: number, at: number, isWrite: boolean): void {
    const block = this.blocks.at(address)
    const place = block && this.placeOfAccess(at)
    if (!block || !place) return
    this.warn(
      place,
      `This ${isWrite ? 'writes' : 'reads'} ${freedText(address, block)}. ${
        isWrite
          ? 'The machine lets it: another block, or the heap’s own records, may lie there by now.'
          : 'The machine lets it and takes what lies there by now.'
      }`
    )
  }

  /** A function was given an address in a freed block. */
  passesFreed(what: string, address: number, place: Place): void {
    const block = this.blocks.at(address)
    if (block) this.warn(place, `${what} is given ${freedText(address, block)}.`)
  }

  freedAgain(address: number, what: string, place: Place): void {
    const block = this.blocks.at(address)
    if (!block) return
    this.warn(
      place,
      block.start === address
        ? `${what} is given a block that line ${block.freedAt} has freed already (${block.by}). Windows may answer no, or ruin the heap; set the pointer to NULL when it is freed.`
        : `${what} is given ${freedText(address, block)}.`
    )
  }

  nullText(what: string, place: Place): void {
    this.warn(
      place,
      `${what} is given a null pointer where it needs memory: it touches address 0, which is never accessible.`
    )
  }

  nullPrinted(what: string, place: Place): void {
    this.warn(
      place,
      `${what} is given a null pointer for a text: undefined in C. Microsoft's library prints (null).`
    )
  }

  /** A store into the program's constants. */
  stored(address: number, at: number): void {
    if (!this.isLiteral(address)) return
    const place = this.placeOfAccess(at)
    if (place) this.warn(place, literalText('This changes'))
  }

  changesLiteral(what: string, address: number, place: Place): void {
    if (this.isLiteral(address)) this.warn(place, literalText(`${what} changes`))
  }

  private isLiteral(address: number): boolean {
    const offset = address - this.data
    const { literals } = this.code
    let low = 0
    let high = literals.length / 2
    while (low < high) {
      const middle = (low + high) >>> 1
      if (literals[middle * 2]! <= offset) low = middle + 1
      else high = middle
    }
    return low > 0 && offset < literals[low * 2 - 1]!
  }

  private site(index: number): CheckSite {
    return this.code.checkSites[index]!
  }

  /** Where in the text the access of the instruction at, or a few words before, that place is. */
  private placeOfAccess(at: number): Place | null {
    for (let word = at; word >= at - 5; word--) {
      const place = this.code.accessPlaces.get(word)
      if (place) return place
    }
    return null
  }

  private warn(place: Place, message: string): void {
    if (place.line === 0 || this.told.size >= maximumWarnings) return
    const key = `${place.line}:${place.column}:${message.replace(/0x[0-9a-f]+|-?[0-9]+/g, '')}`
    if (this.told.has(key)) return
    this.told.add(key)
    this.tell({
      severity: 'warning',
      file: this.fileName,
      line: place.line,
      column: place.column,
      length: Math.max(1, place.end - place.start),
      message
    })
  }
}

function freedText(address: number, block: FreedBlock): string {
  const offset = address - block.start
  const where = offset === 0 ? 'memory' : `memory (byte ${offset} of the block)`
  return `${where} that was freed in line ${block.freedAt} (${block.by}; allocated in line ${block.madeAt})`
}

const literalText = (what: string): string =>
  `${what} a text that stands in quotes in the program (a string literal): undefined in C. Such texts lie in read-only pages, so an access violation follows. Copy it into an array: char s[] = "...".`
