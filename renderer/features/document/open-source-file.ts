import { useDocumentDialogsStore } from '../../stores/document-dialogs'
import { useMessagesStore } from '../../stores/messages'
import { sharedFileExtension } from '../../../shared/contract/shared-program'
import { useSharingStore } from '../../stores/sharing'
import { readSourceFile } from './read-source-file'

/**
 * Puts a file's text in the editor, or says why not and leaves the editor as it is. About a shared program it asks first.
 */
export async function openSourceFile(file: File): Promise<void> {
  const messages = useMessagesStore()
  if (file.name.toLowerCase().endsWith(sharedFileExtension)) {
    const reason = await useSharingStore().readFile(file)
    return reason === '' ? messages.clear('open') : messages.show('error', 'open', reason)
  }
  const read = await readSourceFile(file)
  if (!read.ok) return messages.show('error', 'open', read.reason)
  messages.clear('open')
  // A browser does not tell where a file lies, so Save asks once.
  useDocumentDialogsStore().openDocument({ source: read.source, fileName: read.fileName, path: null })
}
