import { expect, test } from 'vitest'
import { runProgram } from './testing/run-program'

/*
 * Random nests of try statements, jumps and exceptions, run by the interpreter as C and by a model in JavaScript: its
 * own try and finally do what unwinding does, once the filters of the handlers in force have been asked.
 */

type Node =
  | { readonly op: 'say' | 'raise' | 'break' | 'continue' | 'leave' | 'return'; readonly n: number }
  | { readonly op: 'call'; readonly n: number }
  | { readonly op: 'loop'; readonly n: number; readonly body: readonly Node[] }
  | {
      readonly op: 'except' | 'finally'
      readonly n: number
      readonly body: readonly Node[]
      readonly handler: readonly Node[]
    }

class Generator {
  private next = 1
  constructor(private seed: number) {}
  below(n: number): number {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0
    return (this.seed >>> 12) % n
  }
  list(depth: number, inLoop: boolean, inTry: boolean, f: number): Node[] {
    return Array.from({ length: 1 + this.below(3) }, () => this.node(depth, inLoop, inTry, f))
  }
  private node(depth: number, inLoop: boolean, inTry: boolean, f: number): Node {
    const n = this.next++
    const kind = this.below(depth > 0 ? 14 : 7)
    if (kind === 0) return { op: 'say', n }
    if (kind === 1 || kind === 2) return { op: 'raise', n }
    if (kind === 3) return { op: inLoop ? (n % 2 ? 'break' : 'continue') : 'say', n }
    if (kind === 4) return { op: inTry ? 'leave' : 'say', n }
    if (kind === 5) return { op: 'return', n }
    if (kind === 6) return f > 0 ? { op: 'call', n: f - 1 } : { op: 'say', n }
    if (kind === 7) return { op: 'loop', n, body: this.list(depth - 1, true, inTry, f) }
    const body = this.list(depth - 1, inLoop, true, f)
    const handler = this.list(depth - 1, inLoop, inTry, f)
    return { op: kind < 11 ? 'except' : 'finally', n, body, handler }
  }
}

function textOf(nodes: readonly Node[]): string {
  return nodes
    .map((node): string => {
      const { op, n } = node
      switch (op) {
        case 'say':
          return `printf("${n} ");`
        case 'raise':
          return `if (t(2) == 0) RaiseException(${n}, 0, 0, 0);`
        case 'break':
        case 'continue':
          return `if (t(3) == 0) ${op};`
        case 'leave':
          return 'if (t(3) == 0) __leave;'
        case 'return':
          return `if (t(4) == 0) return ${n};`
        case 'call':
          return `printf("=%d ", f${n}());`
        case 'loop':
          return `for (int i${n} = 0; i${n} < 2; i${n}++) { ${textOf(node.body)} }`
        case 'except':
          return `__try { ${textOf(node.body)} } __except (filter(${n}, GetExceptionCode())) { printf("h%lu ", GetExceptionCode()); ${textOf(node.handler)} }`
        case 'finally':
          return `__try { ${textOf(node.body)} } __finally { printf("F%d ", AbnormalTermination()); ${textOf(node.handler)} }`
      }
    })
    .join(' ')
}

/** How control leaves a statement other than at its end. */
class Exit {
  constructor(
    readonly kind: 'break' | 'continue' | 'leave' | 'return' | 'unwind' | 'died',
    readonly to: object | null = null,
    readonly value = 0
  ) {}
}

class Model {
  output = ''
  private random = 1
  private handlers: { ask: (code: number) => number; at: object }[] = []
  private steps = 0
  constructor(private readonly functions: readonly (readonly Node[])[]) {}

  private below(n: number): number {
    this.random = (Math.imul(this.random, 1103515245) + 12345) >>> 0
    return (this.random >>> 16) % n
  }
  call(f: number): number {
    const exit = this.all(this.functions[f]!, null)
    if (exit && exit.kind !== 'return') throw exit
    return exit?.value ?? 0
  }
  /** Runs statements; what a call threw comes back as an exit, too. */
  private all(nodes: readonly Node[], inTry: object | null): Exit | null {
    for (const node of nodes) {
      let exit: Exit | null
      try {
        exit = this.one(node, inTry)
      } catch (thrown) {
        if (!(thrown instanceof Exit)) throw thrown
        exit = thrown
      }
      if (exit) return exit
    }
    return null
  }
  private one(node: Node, inTry: object | null): Exit | null {
    if (++this.steps > 20_000) throw new Error('too long')
    const { op, n } = node
    switch (op) {
      case 'say':
        this.output += `${n} `
        return null
      case 'raise':
        return this.below(2) === 0 ? this.raise(n) : null
      case 'break':
      case 'continue':
        return this.below(3) === 0 ? new Exit(op) : null
      case 'leave':
        return this.below(3) === 0 ? new Exit('leave', inTry) : null
      case 'return':
        return this.below(4) === 0 ? new Exit('return', null, n) : null
      case 'call': {
        const result = this.call(n)
        this.output += `=${result} `
        return null
      }
      case 'loop':
        for (let i = 0; i < 2; i++) {
          const exit = this.all(node.body, inTry)
          if (exit?.kind === 'break') return null
          if (exit && exit.kind !== 'continue') return exit
        }
        return null
      case 'except': {
        const around = this.handlers
        let code = 0
        const ask = (raised: number): number => {
          code = raised
          this.output += `?${n}:${raised} `
          return this.below(3) - 1
        }
        this.handlers = [...around, { ask, at: node }]
        const exit = this.all(node.body, node)
        this.handlers = around
        if (exit?.kind === 'leave' && exit.to === node) return null
        if (exit?.kind !== 'unwind' || exit.to !== node) return exit
        this.output += `h${code} `
        return this.all(node.handler, inTry)
      }
      case 'finally': {
        const around = this.handlers
        let exit = this.all(node.body, node)
        this.handlers = around
        if (exit?.kind === 'died') return exit
        if (exit?.kind === 'leave' && exit.to === node) exit = null
        this.output += `F${exit ? 1 : 0} `
        return this.all(node.handler, inTry) ?? exit
      }
    }
  }
  private raise(code: number): Exit | null {
    for (const { ask, at } of [...this.handlers].reverse()) {
      const answer = ask(code)
      if (answer < 0) return null
      if (answer > 0) return new Exit('unwind', at)
    }
    return new Exit('died')
  }
}

test('random nests of tries, jumps and exceptions do what a model does', () => {
  let died = 0
  for (let seed = 1; seed <= 100; seed++) {
    const generator = new Generator(seed)
    const functions = [0, 1, 2].map((f) => generator.list(4, false, false, f))
    const model = new Model(functions)
    let expected: string
    try {
      expected = `=${model.call(2)}`
    } catch (thrown) {
      if (!(thrown instanceof Exit)) throw thrown
      expected = 'died'
      died++
    }
    const source = `#include <windows.h>
#include <stdio.h>
static unsigned random = 1;
static int t(int n) { random = random * 1103515245 + 12345; return (int)((random >> 16) % n); }
static int filter(int n, DWORD code) { printf("?%d:%lu ", n, code); return t(3) - 1; }
${functions.map((body, f) => `static int f${f}(void) { ${textOf(body)} return 0; }`).join('\n')}
int main(void) { printf("=%d", f2()); return 0; }
`
    const { output, pause } = runProgram(source)
    expect({ seed, output: pause.reason === 'died' ? `${output}died` : output }).toEqual({
      seed,
      output: model.output + expected
    })
  }
  expect(died).toBeGreaterThan(10)
  expect(died).toBeLessThan(90)
}, 30_000)
