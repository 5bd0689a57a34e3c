import { join } from 'node:path'
import log from 'electron-log/node'

/** Writes what went on and what went wrong, for whoever looks into trouble later. */
export interface ShellLog {
  info(message: string): void
  error(message: string, error?: unknown): void
}

/** A log in `dataFolder/logs/vadlab.log`, a megabyte at most and one older file beside it. */
export function openShellLog(dataFolder: string): ShellLog {
  const logger = log.create({ logId: dataFolder })
  logger.transports.console.level = false
  // Without a name it looks for a package.json, and writes nothing when it finds none.
  logger.transports.file.setAppName('VadLab')
  logger.transports.file.level = 'info'
  logger.transports.file.maxSize = 1024 * 1024
  logger.transports.file.resolvePathFn = () => join(dataFolder, 'logs', 'vadlab.log')
  return {
    info: (message) => logger.info(message),
    error: (message, error) => (error === undefined ? logger.error(message) : logger.error(message, error))
  }
}
