#!/usr/bin/env node
import { existsSync } from 'node:fs'

const cli = new URL('../out/main/cli.js', import.meta.url)
if (existsSync(cli)) await import(cli.href)
else {
  process.stderr.write('VadLab is not built yet. Run: npm run build\n')
  process.exitCode = 2
}
