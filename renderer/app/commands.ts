import type { CommandId } from '../../shared/contract/commands'
import { useActsStore } from '../features/acts/use-acts'
import { themes, useAppearanceStore } from '../stores/appearance'
import { useDocumentDialogsStore } from '../stores/document-dialogs'
import { useExplanationStore } from '../stores/explanation'
import { useLabItemsStore } from '../stores/lab-items'
import { useLabPreviewStore } from '../stores/lab-preview'
import { useLabReportStore } from '../stores/lab-report'
import { useLabSessionStore } from '../stores/lab-session'
import { useLabsStore } from '../stores/labs'
import { useLookStore } from '../stores/look'
import { machineNames } from '../../shared/contract/observation'
import { useMachinesStore, type MachineChoice } from '../stores/machines'
import { useMachineSettingsStore } from '../stores/machine-settings'
import { useMessagesStore } from '../stores/messages'
import { useRunStore } from '../stores/run'
import { useSharingStore } from '../stores/sharing'
import { useStripStore } from '../stores/strip'
import { useTimelineStore } from '../stores/timeline'
import { useTourStore } from '../stores/tour'
import { useViewsStore, type ViewId } from '../stores/views'
import { useWelcomeStore } from '../stores/welcome'

/** What a command does (nothing where it cannot be done), when it can be done, and whether what it turns on or chooses is on. */
export interface Command {
  readonly act: () => void
  readonly can?: () => boolean
  readonly on?: () => boolean
  /** Its key is heard by who has to know where it was pressed, not by the window. */
  readonly hearsItself?: true
}

/** What only the app's own parts can do. */
export interface OwnActs {
  readonly toggleBreakpoint: () => void
  readonly editCondition: () => void
  readonly runToLine: () => void
  readonly watchAtCursor: () => void
  readonly followAtCursor: () => void
  readonly showShortcuts: () => void
  readonly toggleExamples: () => void
  readonly toggleLabs: () => void
  readonly toggleLabPane: () => void
  readonly open: () => void
}

/** The commands of the bench. */
export function benchCommands(own: OwnActs): Readonly<Record<CommandId, Command>> {
  const run = useRunStore()
  const look = useLookStore()
  const settings = useMachineSettingsStore()
  const documents = useDocumentDialogsStore()
  const appearance = useAppearanceStore()
  const machines = useMachinesStore()
  const views = useViewsStore()
  const timeline = useTimelineStore()
  const lab = useLabSessionStore()
  const inLab = (): boolean => lab.lab !== null
  const canStep = (): boolean => (run.exists ? run.canStep : run.canStart)
  const view = (id: ViewId): Command => ({
    act: () => views.open(id),
    can: () => run.exists,
    on: () => views.current === id
  })
  const machine = (choice: MachineChoice): Command => ({
    act: () => {
      const reason = machines.reasonAgainst(choice)
      if (reason === '') machines.wanted = choice
      else useMessagesStore().show('note', 'machine', reason)
    },
    can: () => machines.reasonAgainst(choice) === '',
    on: () => machines.choice === choice
  })
  return {
    'file.new': { act: () => documents.newProgram() },
    'file.open': { act: own.open },
    'file.save': { act: () => void documents.save() },
    'file.save-as': { act: () => (documents.saveAsOpen = true) },
    'file.export': { act: () => (documents.exportOpen = true) },
    'file.open-run': { act: () => documents.openRun() },
    'file.save-run': { act: () => documents.saveRun(), can: () => run.exists },
    'file.share': { act: () => (useSharingStore().shareOpen = true) },
    'file.open-shared': { act: () => (useSharingStore().pasteOpen = true) },
    'run.continue': {
      act: () => void run.startOrContinue(),
      can: () => !run.running && (run.canStep || run.canStart)
    },
    'run.restart': { act: () => void run.start(), can: () => run.canStart },
    'run.pause': { act: () => void (run.canPause && run.pause()), can: () => run.canPause },
    'run.stop': { act: () => void (run.canStop && run.stop()), can: () => run.canStop },
    'run.over': { act: () => void run.step('over'), can: canStep },
    'run.into': { act: () => void run.step('into'), can: canStep },
    'run.out': { act: () => void run.step('out'), can: () => run.canStep },
    'run.back': { act: () => void run.stepBack(), can: () => run.canStepBack },
    'run.to-line': { act: own.runToLine },
    'run.breakpoint': { act: own.toggleBreakpoint },
    'run.condition': { act: own.editCondition },
    'run.watch': { act: own.watchAtCursor },
    'run.follow': { act: own.followAtCursor, can: () => run.exists },
    'run.act': { act: () => useActsStore().wishMenu() },
    'run.compare-folder': { act: () => documents.compareFolder() },
    'view.bench': view('bench'),
    'view.processes': view('processes'),
    'view.comparison': view('comparison'),
    'view.translation': view('translation'),
    'view.moments': view('moments'),
    'view.odd': view('odd'),
    'view.strip': { act: () => run.exists && useStripStore().wishFocus(), can: () => run.exists },
    'view.address': { act: () => look.wishAddress(), can: () => run.exists },
    'view.examples': { act: own.toggleExamples },
    'view.line-values': {
      act: () => (appearance.lineValues = !appearance.lineValues),
      on: () => appearance.lineValues
    },
    'view.theme': {
      act: () =>
        (appearance.theme = themes[(themes.indexOf(appearance.theme) + 1) % themes.length] ?? 'system')
    },
    'view.presentation': {
      act: () => (appearance.presentation = !appearance.presentation),
      on: () => appearance.presentation
    },
    'time.a': { act: () => void timeline.setA(), can: () => run.exists },
    'time.b': { act: () => void timeline.setB(), can: () => run.exists },
    'time.compare': { act: () => timeline.compare(), can: () => run.exists },
    'time.cumulative': {
      act: () => (timeline.cumulative = !timeline.cumulative),
      on: () => timeline.cumulative
    },
    'time.until': { act: () => (timeline.untilOpen = run.exists), can: () => run.exists },
    'time.play': {
      act: () => timeline.togglePlay(),
      can: () => run.stepCount > 0 && !run.running,
      on: () => timeline.playing
    },
    'machine.simulator': machine(machineNames[0]!),
    'machine.windows': machine(machineNames[1]!),
    'machine.both': machine('both'),
    'machine.settings': { act: () => (settings.dialogOpen = true) },
    'labs.list': { act: own.toggleLabs },
    'labs.pane': { act: own.toggleLabPane, can: inLab, on: () => lab.paneOpen },
    'labs.next': { act: () => void lab.goOn(), can: () => inLab() && (!lab.isLast || lab.next !== null) },
    'labs.previous': { act: () => lab.goToStep(lab.stepIndex - 1), can: () => lab.stepIndex > 0 },
    'labs.check': { act: () => void useLabItemsStore().checkStep(), can: inLab },
    'labs.hint': { act: () => void useLabItemsStore().nextHint(), can: () => (lab.step?.hints ?? 0) > 0 },
    'labs.report': { act: () => useLabReportStore().ask() },
    'labs.preview': { act: () => (useLabPreviewStore().dialogOpen = true) },
    'labs.learner': { act: () => (useLabsStore().learnerOpen = true) },
    'labs.reset': { act: () => (useLabsStore().resetOpen = true) },
    'labs.leave': { act: () => lab.leave(), can: inLab },
    'help.explain': { act: () => useExplanationStore().wish(), hearsItself: true },
    'help.shortcuts': { act: own.showShortcuts },
    'help.tour': { act: () => useTourStore().ask() },
    'help.welcome': { act: () => useWelcomeStore().ask() }
  }
}
