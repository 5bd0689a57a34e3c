import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { LabInline, LabText } from '../../shared/contract/lab-text'
import { previewedLab } from '../../shared/contract/previewed-lab'
import type { LabSummary, OpenLab, OpenStep } from '../../shared/contract/labs'
import type { MachineName } from '../../shared/contract/observation'
import { markedLines, readMarks } from '../../shared/labs/format/marks'
import { useLabsStore } from './labs'
import { useLabItemsStore } from './lab-items'
import { useMachineSettingsStore } from './machine-settings'
import { useMachinesStore, type MachineChoice } from './machines'
import { useMessagesStore } from './messages'
import { useProgramStore } from './program'
import { useRailStore } from './rail'
import { useRunStore } from './run'
import { useSelectionStore } from './selection'

const openKey = 'vadlab.lab'
/** So often the time that a step takes is kept. */
const tickMs = 20_000

/** The machines a lab is run and judged on. */
export function machinesOf(needs: OpenLab['needs']): MachineName[] {
  return needs === 'both' ? ['simulator', 'windows'] : [needs]
}

/** The lab that is open: where the learner is in it, and the programs while the learner changes them. */
export const useLabSessionStore = defineStore('lab-session', () => {
  const lab = shallowRef<OpenLab | null>(null)
  const stepIndex = ref(0)
  /** The reading pane is shown; with the lab open it can be put aside to see more of the pictures. */
  const paneOpen = ref(false)
  /** Goes up when the pane should have the focus. */
  const focusWished = ref(0)
  /** The learner's programs, by name. */
  const programs = shallowRef<ReadonlyMap<string, string>>(new Map())
  /** Counts how often a lab was opened: what is typed and not yet given belongs to one opening. */
  const openings = ref(0)
  /** So long the learner was at each step, also before. */
  const seconds = shallowRef<Readonly<Record<string, number>>>({})
  let wantedBefore: MachineChoice = 'both'
  /** The lab whose text the editor has: after a reset the same lab is another. */
  let lentFor: OpenLab | null = null
  let since = 0
  let ticking: ReturnType<typeof setInterval> | undefined

  const step = computed<OpenStep | null>(() => lab.value?.steps[stepIndex.value] ?? null)
  const isLast = computed(() => lab.value !== null && stepIndex.value >= lab.value.steps.length - 1)
  /** The lab that comes next in the course; null after the last. */
  const next = computed<LabSummary | null>(() => {
    const { labs } = useLabsStore()
    const at = labs.findIndex(({ id }) => id === lab.value?.id)
    return at < 0 ? null : (labs.slice(at + 1).find(({ problem }) => problem === '') ?? null)
  })
  /** It is an author's preview: nobody's progress. */
  const isPreview = computed(() => lab.value?.id === previewedLab)
  /** The lab's program in the editor; null while that has another. */
  const openFile = computed(() => (lab.value === null ? null : useProgramStore().fileName))

  /** Opens a lab where the learner left it; whether it could be opened. */
  async function open(id: string): Promise<boolean> {
    if (lab.value?.id === id) {
      paneOpen.value = true
      focusWished.value++
      return true
    }
    const messages = useMessagesStore()
    const opened = await messages.ask('labs/open', { lab: id, profile: useLabsStore().learner })
    if (!opened) return false
    leave()
    take(opened)
    const { title, steps } = opened
    messages.announce(`${title}, step ${stepIndex.value + 1} of ${steps.length}.`)
    focusWished.value++
    return true
  }
  function take(opened: OpenLab): void {
    const machines = useMachinesStore()
    useRunStore().leave()
    wantedBefore = machines.wanted
    machines.wanted = opened.needs
    useMachineSettingsStore().lent = opened.settings
    lab.value = opened
    openings.value++
    useLabItemsStore().begin(opened)
    const { record } = opened
    programs.value = new Map(
      opened.programs.map(({ fileName, source }) => {
        const kept = record?.programs[record.current[fileName] ?? '']
        return [fileName, kept?.source ?? source]
      })
    )
    seconds.value = Object.fromEntries(
      Object.entries(record?.steps ?? {}).map(([step, kept]) => [step, kept.seconds])
    )
    stepIndex.value = Math.max(
      0,
      opened.steps.findIndex((one) => one.id === record?.at)
    )
    paneOpen.value = true
    since = Date.now()
    ticking = setInterval(() => void note(), tickMs)
    remember(isPreview.value ? null : opened.id)
    // Who leaves the lab looks for the next one, also who came from the welcome.
    if (!isPreview.value) useRailStore().list = 'labs'
    openStepProgram()
    void useLabItemsStore().readHints()
  }
  /** Opens what an author writes, or takes what was saved of it: the step stays, and texts that are as they were. */
  function openPreview(opened: OpenLab): void {
    const old = isPreview.value ? lab.value : null
    if (old === null) {
      leave()
      take(opened)
      focusWished.value++
      return
    }
    const at = step.value?.id
    useProgramStore().flushAutosave()
    const kept = programs.value
    if (opened.needs !== old.needs) useMachinesStore().wanted = opened.needs
    useMachineSettingsStore().lent = opened.settings
    lab.value = opened
    useLabItemsStore().begin(opened)
    const asSaved = (name: string): string | undefined =>
      old.programs.find(({ fileName }) => fileName === name)?.source
    programs.value = new Map(
      opened.programs.map(({ fileName, source }) => [
        fileName,
        source === asSaved(fileName) ? (kept.get(fileName) ?? source) : source
      ])
    )
    const same = opened.steps.findIndex(({ id }) => id === at)
    stepIndex.value = same >= 0 ? same : Math.min(stepIndex.value, opened.steps.length - 1)
    const inEditor = useProgramStore().fileName
    const isAsBefore = programs.value.get(inEditor) === useProgramStore().source
    if (isAsBefore) lentFor = opened
    else if (programs.value.has(inEditor)) openProgram(inEditor)
    else openStepProgram()
    void useLabItemsStore().readHints()
  }
  /** Leaves the lab: the person has the own document, machine and settings back. */
  function leave(): void {
    if (lab.value !== null) useProgramStore().giveBack()
  }
  function left(): void {
    void note()
    useLabItemsStore().forsake()
    clearInterval(ticking)
    useRunStore().leave()
    useMachinesStore().wanted = wantedBefore
    useMachineSettingsStore().lent = null
    useMessagesStore().announce(`Left ${lab.value?.title ?? 'the lab'}. Your own program is back.`)
    lab.value = null
    lentFor = null
    stepIndex.value = 0
    paneOpen.value = false
    programs.value = new Map()
    remember(null)
    void useLabsStore().load()
  }
  /** Opens the lab that was open when the window closed, or the app fell. */
  async function resume(): Promise<void> {
    let id: string | null = null
    try {
      id = localStorage.getItem(openKey)
    } catch {
      // Without storage one begins with the list.
    }
    // It may be gone with a newer version: then one begins with the list as well.
    if (id === null || lab.value !== null) return
    await useLabsStore().load()
    if (useLabsStore().labs.some((one) => one.id === id && one.problem === '')) await open(id)
  }
  /** Keeps what was typed and how long it took, before another learner comes or something is forgotten. */
  async function settle(): Promise<void> {
    if (lab.value === null) return
    useProgramStore().flushAutosave()
    await note()
  }
  /** The same lab from its beginning, after what was done in it was forgotten; or as another learner left it. */
  async function reopen(): Promise<void> {
    const now = lab.value
    if (now === null || isPreview.value) return
    // What is in the editor belongs to what is forgotten, or to who learned before.
    clearInterval(ticking)
    const opened = await useMessagesStore().ask('labs/open', { lab: now.id, profile: useLabsStore().learner })
    if (!opened) return
    const before = wantedBefore
    take(opened)
    wantedBefore = before
    focusWished.value++
  }

  /** Keeps where the learner is and for how long, and programs that were changed. */
  async function note(changed: readonly string[] = []): Promise<void> {
    const now = lab.value
    const at = step.value
    if (now === null || at === null || isPreview.value) return
    const hidden = document.visibilityState === 'hidden'
    const passed = hidden ? 0 : Math.min(3600, Math.max(0, Math.round((Date.now() - since) / 1000)))
    since = Date.now()
    seconds.value = { ...seconds.value, [at.id]: (seconds.value[at.id] ?? 0) + passed }
    await useMessagesStore().ask('labs/progress', {
      ...{ lab: now.id, step: at.id, seconds: passed, profile: useLabsStore().learner },
      programs: changed.map((fileName) => ({ fileName, source: programs.value.get(fileName) ?? '' }))
    })
  }

  /** The next step, and behind the last one the next lab. */
  async function goOn(): Promise<void> {
    if (!isLast.value) return goToStep(stepIndex.value + 1)
    if (next.value !== null) await open(next.value.id)
  }
  function goToStep(index: number): void {
    const now = lab.value
    const target = now?.steps[index]
    if (now === null || target === undefined || index === stepIndex.value) return
    void note()
    stepIndex.value = index
    void note()
    openStepProgram()
    void useLabItemsStore().readHints()
    useMessagesStore().announce(`Step ${index + 1} of ${now.steps.length}: ${target.title}.`)
    focusWished.value++
  }
  /** The program that a step begins with: the first that it speaks of, else the one that is open at its end. */
  function openStepProgram(): void {
    const at = step.value
    const first = lab.value?.programs[0]?.fileName
    const fileName = at === null ? null : (programOfStep(at) ?? at.fileName ?? first)
    if (fileName) openProgram(fileName)
  }

  function isInEditor(fileName: string): boolean {
    const program = useProgramStore()
    return lab.value !== null && lentFor === lab.value && program.fileName === fileName
  }
  /** The learner's text of a program. */
  function sourceOf(fileName: string): string {
    const program = useProgramStore()
    if (isInEditor(fileName)) return program.source
    return programs.value.get(fileName) ?? ''
  }
  /** Puts a program of the lab into the editor, and its cursor to a mark's line. */
  function openProgram(fileName: string, mark: string | null = null): void {
    const now = lab.value
    if (now === null || !programs.value.has(fileName)) return
    const program = useProgramStore()
    if (!isInEditor(fileName)) {
      useRunStore().leave()
      const source = sourceOf(fileName)
      const keepFor = (name: string, text: string): void => keep(now, name, text)
      program.lend({ fileName, source }, { name: `lab:${now.id}`, keep: keepFor, ended: left })
      lentFor = now
    }
    // Where the mark itself is: what is to be written there comes under it, not behind the statement that it stands for.
    const line = mark === null ? undefined : readMarks(sourceOf(fileName)).marks.get(mark)?.commentLine
    if (line !== undefined) program.goToLine(line)
    else if (mark !== null) sayNoMark(fileName, mark)
  }
  function keep(now: OpenLab, fileName: string, source: string): void {
    if (lab.value?.id !== now.id || (lab.value !== now && !isPreview.value)) return
    if (programs.value.get(fileName) === source) return
    programs.value = new Map(programs.value).set(fileName, source)
    void note([fileName])
  }
  /** Puts a text in the place of what is in the editor; it can be undone there. */
  async function replaceProgram(fileName: string, source: string): Promise<void> {
    openProgram(fileName)
    const program = useProgramStore()
    if (program.source === source) return
    await program.change([{ from: 0, to: program.source.length, insert: source }], { line: 1, count: 0 })
  }
  /** Puts a program back as the lab has it. */
  async function restoreProgram(fileName: string): Promise<void> {
    const original = lab.value?.programs.find((one) => one.fileName === fileName)
    if (original === undefined) return
    await replaceProgram(fileName, original.source)
    useMessagesStore().announce(`${fileName} is as the lab has it. Undo brings yours back.`)
  }

  /** Runs a program of the lab afresh until it is about to execute a mark's line, or to its end. */
  async function runTo(fileName: string, mark: string | null): Promise<void> {
    openProgram(fileName)
    if (mark === null) return useRunStore().start('end')
    const line = markedLines(sourceOf(fileName)).get(mark)
    if (line === undefined) return sayNoMark(fileName, mark)
    await useRunStore().start(line)
  }
  /** The program that a link to a mark means: the one spoken of, else the one in the editor, else the first that has it. */
  function fileWith(spokenOf: string | null, mark: string | null): string {
    const inEditor = useProgramStore().fileName
    const all = [...(spokenOf === null ? [] : [spokenOf]), inEditor, ...programs.value.keys()]
    const named = all.filter((name) => programs.value.has(name))
    if (mark === null || spokenOf !== null) return named[0] ?? inEditor
    return named.find((name) => markedLines(sourceOf(name)).has(mark)) ?? named[0] ?? inEditor
  }
  function sayNoMark(fileName: string, mark: string): void {
    useMessagesStore().show(
      'note',
      'labs/mark',
      `${fileName} has no line marked // @${mark} any more. Put the comment back where it was, or take the lab’s text again.`
    )
  }
  /** Marks a place that the text points at, in all pictures. */
  async function show(number: number): Promise<void> {
    const run = useRunStore()
    const messages = useMessagesStore()
    const now = lab.value
    const machine = run.shown[0]?.machine
    if (now === null) return
    if (run.runId === null || machine === undefined) {
      messages.show('note', 'labs/show', 'Run the program first: then there is something to show.')
      return
    }
    const position = run.views[machine]?.position ?? 0
    const place = await messages.ask('labs/show', {
      ...{ lab: now.id, show: number, runId: run.runId, machine, position }
    })
    if (!place) return
    const { process: letter, base: address, size } = place
    const extent = size === 1 ? 'byte' : size <= 4096 ? 'page' : 'region'
    useSelectionStore().select({ machine, letter, address, extent }, 'lab')
    messages.announce(`0x${address.toString(16)} in process ${letter} is selected in all pictures.`)
  }

  /** Marks an address that the run shows in all pictures, in the process whose turn it is. */
  function select(address: number): void {
    const view = useRunStore().shown[0]
    const letter = view?.turn ?? 'A'
    if (view === undefined)
      useMessagesStore().show('note', 'labs/show', 'Run the program first: then there is something to show.')
    else useSelectionStore().select({ machine: view.machine, letter, address, extent: 'region' }, 'lab')
  }

  return {
    ...{ lab, step, stepIndex, isLast, isPreview, next, openings, seconds, paneOpen, focusWished, programs },
    ...{ openFile, open, openPreview, leave, resume, settle, reopen, note, goToStep, goOn },
    ...{ sourceOf, openProgram, replaceProgram, restoreProgram, fileWith, runTo, show, select }
  }
})

function remember(id: string | null): void {
  try {
    if (id === null) localStorage.removeItem(openKey)
    else localStorage.setItem(openKey, id)
  } catch {
    // Without storage the lab is found in the list.
  }
}

/** The first program that a step speaks of; null where it speaks of none. */
function programOfStep(step: OpenStep): string | null {
  for (const item of step.items) {
    if ('fileName' in item) return item.fileName
    const texts = item.kind === 'text' ? item.text : item.question
    const linked = linkedPrograms(texts)[0]
    if (linked !== undefined) return linked
  }
  return null
}

/** The programs that a text opens, in their order. */
export function linkedPrograms(texts: readonly LabText[]): string[] {
  return texts.flatMap((text) => {
    if (text.kind === 'code' || text.kind === 'rule') return []
    if (text.kind === 'list') return text.items.flatMap(linkedPrograms)
    if (text.kind === 'quote') return linkedPrograms(text.children)
    if (text.kind === 'table') return [...text.head, ...text.rows.flat()].flatMap(inLine)
    return inLine(text.children)
  })
}
function inLine(nodes: readonly LabInline[]): string[] {
  return nodes.flatMap((node) => [
    ...(node.kind === 'program' ? [node.fileName] : []),
    ...('children' in node ? inLine(node.children) : [])
  ])
}
