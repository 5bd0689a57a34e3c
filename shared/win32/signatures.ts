import { windowsDeclarations, type Prototype } from './headers/declarations'

/** A Win32 function's prototype, types as the header writes them. */
export type Win32Signature = Prototype

/** Every Win32 function of the headers, by name. */
export const win32Signatures: ReadonlyMap<string, Win32Signature> = windowsDeclarations.functions
