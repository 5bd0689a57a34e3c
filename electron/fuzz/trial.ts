import { writeFileSync } from 'node:fs'
import { makeBatch, runSequences, callsIn } from './campaign'
import { openMachines } from './machines'
import { renderProgram, actionText } from './render'

export async function trial(from: number, to: number): Promise<void> {
  const machines = await openMachines()
  if (typeof machines === 'string') throw new Error(machines)
  const groups = new Map<string, { n: number; text: string }>()
  let calls = 0
  let compared = 0
  const knownCount = new Map<string, number>()
  const t = Date.now()
  for (let seed = from; seed < to; seed++) {
    const batch = makeBatch(seed)
    writeFileSync('/tmp/fz-last.c', renderProgram(batch.sequences).source)
    const { comparisons, endings } = await runSequences(machines, batch.sequences)
    for (const e of endings) console.log(`seed ${seed}: ${e}`)
    comparisons.forEach((c, i) => {
      const s = batch.sequences[i]!
      calls += callsIn(s)
      compared += callsIn(s.slice(0, c.compared))
      for (const k of c.known) knownCount.set(k.by.name, (knownCount.get(k.by.name) ?? 0) + 1)
      const d = c.unexplained
      if (d === null) return
      const cls = (x: string): string =>
        x.replace(/s\d+\+0x[0-9a-f]+|arena\+0x[0-9a-f]+/g, 'place').replace(/was \w+/, 'was')
      const key = `${d.action.operation} sim ${cls(d.simulator)} win ${cls(d.windows)}${d.simulator === d.windows ? ' (state)' : ''}`
      const g = groups.get(key) ?? { n: 0, text: '' }
      g.n++
      const lines = [actionText(d.action, d.index)]
      for (const a of d.areas)
        lines.push(`   ${a.name} sim ${a.simulator}`, `   ${' '.repeat(a.name.length)} win ${a.windows}`)
      const text = `seed ${seed} seq ${i} step ${d.index}: ${lines.join('\n')}`
      if (g.text === '' || text.length < g.text.length) g.text = text
      groups.set(key, g)
    })
  }
  const s = (Date.now() - t) / 1000
  console.log(
    `${calls} calls, ${compared} compared, ${(calls / s).toFixed(0)}/s, ${(compared / s).toFixed(0)} compared/s`
  )
  for (const [k, n] of [...knownCount].sort((a, b) => b[1] - a[1])) console.log(`known ${n} ${k}`)
  for (const [k, g] of [...groups].sort((a, b) => b[1].n - a[1].n)) console.log(`${g.n}x ${k}\n    ${g.text}`)
  await machines.close()
}
