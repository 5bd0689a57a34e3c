/** How much a finding weighs: `strong` is seldom innocent, `weak` usually is. */
export type Weight = 'strong' | 'fair' | 'weak'

/** What makes memory worth a second look. */
export interface OddRule {
  readonly title: string
  /** Why it is worth a look, in a sentence. */
  readonly why: string
  readonly weight: Weight
  /** What it often is instead. */
  readonly innocent: readonly string[]
  /** What to look at to tell. */
  readonly next: string
}

/** All rules, the weightiest first. */
export const oddRules = {
  'image-code-written': {
    title: 'Code of an image was written',
    why: 'The page belongs to the code of an executable file, but this process has a private copy: it no longer is what the file says.',
    weight: 'strong',
    innocent: [
      'A debugger put a breakpoint there.',
      'A hook of security or profiling software.',
      'The loader relocated an image that could not lie where others have it.'
    ],
    next: 'Compare the bytes with the file’s, or with the same page in another process.'
  },
  'image-replaced': {
    title: 'A listed module is no image',
    why: 'The loader lists a module here, but the memory is no view of an executable: something took its place.',
    weight: 'strong',
    innocent: ['DRM or a packer unmaps its own image and maps it again, to protect it.'],
    next: 'Look at what lies there now, and at the line that unmapped the image.'
  },
  rwx: {
    title: 'Writable and executable at once',
    why: 'Whoever can write here can have it executed: the combination that W^X is to rule out.',
    weight: 'strong',
    innocent: [
      'An older JIT compiler that does not switch between writing and executing.',
      'A trampoline of a hooking library.'
    ],
    next: 'Look at the first bytes: are they code? Did the protection ever change, and by which line?'
  },
  'image-writable-code': {
    title: 'Code of an image is writable',
    why: 'Parts of executables are writable or executable; somebody made this one both.',
    weight: 'strong',
    innocent: [
      'A packed program unpacks itself.',
      'A hook is being put in, and the protection comes back a moment later.',
      'The program was linked with a writable code section.'
    ],
    next: 'Step on: does the protection come back? Was the page copied?'
  },
  'image-not-listed': {
    title: 'An image that the loader does not list',
    why: 'The memory is a view of an executable, but no module of the process is known to lie here.',
    weight: 'fair',
    innocent: [
      'The program mapped a file with SEC_IMAGE to look into it.',
      'A loader of resources, or an installer.'
    ],
    next: 'Does anything execute there? Which file is it, and who mapped it?'
  },
  'two-faces': {
    title: 'Written here, executed there',
    why: 'The same section is mapped writable at one place and executable at another, so code can change without any page being both.',
    weight: 'fair',
    innocent: ['A JIT compiler that keeps to W^X in just this way.', '.NET since version 7 does so.'],
    next: 'Which process has the writable view? Follow both views to their frame.'
  },
  'private-executable': {
    title: 'Private memory that can be executed',
    why: 'Code normally comes from a file, as an image; this code has no file behind it.',
    weight: 'fair',
    innocent: [
      'A JIT compiler: JavaScript, .NET, Java, regular expressions.',
      'A library that makes small call stubs (libffi).'
    ],
    next: 'Look at the bytes, at the line that made it, and at who calls it.'
  },
  'made-executable': {
    title: 'Made executable later',
    why: 'It was allocated without the right to execute and got it afterwards: data became code.',
    weight: 'fair',
    innocent: ['A JIT compiler that writes first and executes then, as one should.'],
    next: 'Step back until the protection changes, and look at what was written before.'
  },
  'mapped-executable': {
    title: 'A view that can be executed, but is no image',
    why: 'Executables are mapped as images; code in a plain view of a section did not come through the loader.',
    weight: 'fair',
    innocent: [
      'A JIT compiler with two views of one section.',
      'A program that hands code to another process.'
    ],
    next: 'Find the section’s other views: who can write it?'
  },
  'guard-hit': {
    title: 'A guard page was hit',
    why: 'Somebody touched a page that was to raise an alarm, and the alarm is spent.',
    weight: 'fair',
    innocent: ['The program uses the guard itself, to grow a buffer or to count accesses.'],
    next: 'Go to the step: which line touched it, and was the exception handled?'
  },
  'stack-without-guard': {
    title: 'A stack without a guard page',
    why: 'Without its guard a stack cannot grow, and running over its end is not noticed there.',
    weight: 'fair',
    innocent: ['The stack is used up to its end.', 'A runtime or a fiber library manages the stack itself.'],
    next: 'How much of the stack is committed? Who touched the guard?'
  },
  'no-access-hole': {
    title: 'Committed, but closed to everybody',
    why: 'The pages have backing and are charged, yet every touch faults: something is kept out of sight, or out of reach.',
    weight: 'weak',
    innocent: [
      'A fence behind a buffer, to catch overruns.',
      'A garbage collector that retired the page.',
      'Wine closes the lowest page of each stack.'
    ],
    next: 'Which line closed it? Were the pages written before?'
  },
  'much-promised': {
    title: 'Much committed, little touched',
    why: 'The process was promised far more memory than it uses; the promise counts against everybody’s commit limit.',
    weight: 'weak',
    innocent: ['A cache or a heap that will be filled later.', 'Pages that were trimmed for lack of memory.'],
    next: 'Compare Committed and Total WS of its regions; could it reserve first, and commit as it goes?'
  },
  'reserved-only': {
    title: 'Reserved, and nothing in it',
    why: 'A stretch of addresses is taken and nothing in it is committed.',
    weight: 'weak',
    innocent: ['Room for an array or a heap that is to grow in place.'],
    next: 'Does a later step commit pages in it?'
  },
  'granularity-waste': {
    title: 'Many small allocations',
    why: 'Each allocation begins at a multiple of 64 K: what is left over behind a small one can be used by nobody.',
    weight: 'weak',
    innocent: ['A program with plenty of address space need not care: no memory is lost, only addresses.'],
    next: 'Would one larger allocation, or a heap, do?'
  }
} as const satisfies Readonly<Record<string, OddRule>>

export type OddRuleId = keyof typeof oddRules
/** All rules in the order of the list. */
export const oddRuleIds = Object.keys(oddRules) as readonly OddRuleId[]
/** The weights, the heaviest first. */
export const weights: readonly Weight[] = ['strong', 'fair', 'weak']
