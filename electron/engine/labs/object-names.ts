/** Functions whose objects have names that hold for the whole machine, or that open files which others then cannot. */
const naming =
  /\b(?:CreateFileMapping|OpenFileMapping|CreateMutex|OpenMutex|CreateEvent|OpenEvent|CreateSemaphore|OpenSemaphore|CreateFile)\w*\s*\(/

/** Whether two programs could meet each other's objects: both name some, and a text that may be the name is in both. */
export function shareObjectNames(one: string, other: string): boolean {
  if (!naming.test(one) || !naming.test(other)) return false
  const names = namesIn(other)
  return [...namesIn(one)].some((name) => names.has(name))
}

/** Texts without blanks, formats and line ends: what programs call objects. */
function namesIn(source: string): ReadonlySet<string> {
  const code = source.replace(/^\s*#\s*include.*$/gm, '')
  return new Set([...code.matchAll(/"((?:\\.|[^"\\\s%])+)"/g)].map(([, name]) => name!))
}
