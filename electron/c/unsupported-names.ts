/** What to say of names that people bring from C, C++ and Windows and that are not there. */
const hints: Readonly<Record<string, string>> = {
  nullptr: 'nullptr is C++: C writes NULL.',
  bool: 'bool needs #include <stdbool.h>; Windows writes BOOL.',
  true: 'true needs #include <stdbool.h>; Windows writes TRUE.',
  false: 'false needs #include <stdbool.h>; Windows writes FALSE.',
  string: 'string is C++: C writes char s[100] or const char *s.',
  endl: 'endl is C++: C writes \\n at the end of the text.',
  std: 'std:: is C++: this runs C; write printf for std::cout.',
  cout: 'cout is C++: C writes printf(...).',
  cin: 'cin is C++; nothing can be read from a keyboard here.',
  new: 'new is C++: C writes malloc(...).',
  delete: 'delete is C++: C writes free(...).',
  class: 'class is C++: C writes struct.',
  using: 'using is C++: this runs C.',
  namespace: 'namespace is C++: this runs C.',
  template: 'template is C++: this runs C.',
  static_cast: 'static_cast is C++: C writes (type)value.',
  reinterpret_cast: 'reinterpret_cast is C++: C writes (type)value.',
  gets: 'gets is not supported: nothing can be read from a keyboard here.',
  fopen: 'fopen is not supported: open files with CreateFileA.',
  fclose: 'fclose is not supported: open and close files with CreateFileA and CloseHandle.',
  fread: 'fread is not supported: read files with ReadFile.',
  signal: 'signal is not supported.',
  beginthread: 'beginthread is _beginthread here, of process.h.'
}

/** The words of lab.h: unknown until it is included. */
const labWords = /^(CHECK|CHECK_EQ|TODO_WINE_CHECK|TODO_WINE_CHECK_EQ|probe_read|probe_write|probe_execute)$/

/** A sentence on a name that is not supported; null for a name that is simply not known. */
export function hintFor(name: string): string | null {
  if (labWords.test(name)) return `${name} is a word of lab.h: add #include "lab.h".`
  return Object.hasOwn(hints, name) ? hints[name]! : null
}
