// The workbench's shell: a terminal, a loop, and what the app asks to be done outside.
// What is shown and what keys mean is TerminalUI's; what a document is, EditorCore's.

import CursesTerminal
import EditorCore
import Glibc
import PipelineFile
import PipelineModel
import ProcessRunner
import Storage
import TerminalInterface
import TerminalUI

/// One session with one pipeline file. Lives on the main thread.
final class Workbench {
  let terminal: CursesTerminal
  let loop = EventLoop()
  var app: App
  var document: OpenDocument
  /// Reads keys once the loop is about to run.
  var input: TerminalInput?
  private var isFrameDue = true
  /// Whether the definition is made fast enough for the frame that shows the edit.
  private var isDefinitionQuick: Bool
  /// Whether one is being made beside the loop.
  private var isDefining = false
  private let definitions: Mailbox<MadeDefinition>
  let revisions: Mailbox<ReadRevision>
  private var tick: EventLoop.Timer?
  private let start = ContinuousClock.now
  private var judge: CodeJudge?
  private var codeLook: EventLoop.Timer?
  /// Revision and looks at files of the code that Python was asked about last.
  private var judgedCode = (revision: -1, looks: 0)
  /// The run that goes on.
  var runDriver: RunDriver?
  /// The frame that a run's news wait for.
  var runFrame: EventLoop.Timer?
  /// What was planned while the person decides whether to write it.
  var plannedExport: PlannedExport?
  /// Why the loop ended, when a signal ended it.
  private(set) var endingSignal: Int32?
  let safety: DocumentSafety
  var hasLastWords = false
  /// What is to be said on standard error after the end.
  var lastLine: String?

  /// Takes the terminal.
  init(_ document: OpenDocument, theme: Theme) throws(TerminalError) {
    self.document = document
    isDefinitionQuick = document.pipeline.steps.count <= 50
    let reported = Receiver<DocumentSafety.JournalReport>()
    let defined = Receiver<MadeDefinition>()
    definitions = loop.mailbox { defined.handler($0) }
    let read = Receiver<ReadRevision>()
    revisions = loop.mailbox { read.handler($0) }
    safety = DocumentSafety(document.path, in: loop) { reported.handler($0) }
    terminal = try CursesTerminal()
    app = workbenchApp(document, theme: theme, isUTF8: terminal.capabilities.isUTF8)
    app.exportFolder = lastExportFolder ?? app.exportFolder
    reported.handler = { [unowned self] in tell($0) }
    defined.handler = { [unowned self] in take($0) }
    read.handler = { [unowned self] in take($0) }
  }

  /// Has the pages that show the file write it as saving would.
  func fileTextChanged() { app.fileWriter = document.file.writer }

  /// Returns when the person has left, with the terminal given back.
  func run() {
    watchSignals()
    let input = TerminalInput(of: terminal, in: loop) { [unowned self] events in take(events) }
    input.atEnd = { [unowned self] in end(by: SIGHUP) }
    self.input = input
    let compiler = PythonCompiler(
      environment: environment(), folder: folder(of: document.path))
    judge = CodeJudge(compiler, in: loop) { [unowned self] verdicts in
      document.surroundings.compiled.merge(verdicts) { $1 }
      app.editor.learn(document.surroundings)
      isFrameDue = true
    }
    beginSafely()
    loop.beforeWaiting { [unowned self] in
      lookAtDiskWhenDue()
      keepRecords()
      draw()
    }
    loop.run()
    endRun()
    endSafely()
    terminal.suspend()
    if let lastLine { StandardError.write(lastLine) }
  }

  private func watchSignals() {
    for signal in [SIGTERM, SIGHUP, SIGINT, SIGQUIT] {
      loop.onSignal(signal) { [unowned self] in end(by: signal) }
    }
    loop.onSignal(SIGTSTP) { [unowned self] in suspend() }
    loop.onSignal(SIGCONT) { [unowned self] in
      terminal.suspend()
      terminal.resume()
      isFrameDue = true
    }
  }

  private func end(by signal: Int32) {
    endingSignal = signal
    loop.stop()
  }

  // MARK: Events

  private func take(_ events: [TerminalEvent]) {
    app.editor.time = Int64(time(nil))
    for event in events {
      perform(app.handle(event, at: now))
      if case .focus(isIn: true) = event {
        document.refreshFiles(app.editor)
        safety.isLookDue = true
      }
    }
    followDocument()
    isFrameDue = true
    setTick()
  }

  private var now: Milliseconds {
    let parts = (ContinuousClock.now - start).components
    return Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
  }

  private func setTick() {
    if let tick { loop.cancel(tick) }
    tick = app.deadline.map { deadline in
      loop.after(.milliseconds(max(0, deadline - now))) { [unowned self] in
        tick = nil
        if app.tick(at: now) { isFrameDue = true }
      }
    }
  }

  /// Draws what keys have changed, and then, when no key waits, a definition that takes longer.
  private func draw() {
    if isFrameDue {
      isFrameDue = false
      if isDefinitionQuick, app.wantsDefinition { updateDefinition() }
      drawFrame()
      lookAtCodeSoon()
      if app.wantsDefinition { loop.after(.zero) {} }
    } else if app.wantsDefinition {
      updateDefinitionBeside()
    }
  }

  private func drawFrame() {
    terminal.draw(app.draw(columns: terminal.columns, rows: terminal.rows))
  }

  private func updateDefinition() {
    let time = ContinuousClock().measure { app.editor.updateDefinition() }
    isDefinitionQuick = time < .milliseconds(4)
  }

  /// Makes the definition on another thread, one at a time, so that no key waits for it.
  private func updateDefinitionBeside() {
    guard !isDefining else { return }
    isDefining = true
    let (editor, mailbox) = (app.editor, definitions)
    let isUnderWay = inBackground {
      var copy = editor
      let time = ContinuousClock().measure { copy.updateDefinition() }
      mailbox.send(.init(editor: copy, time: time))
    }
    if !isUnderWay {
      isDefining = false
      updateDefinition()
      drawFrame()
    }
  }

  private func take(_ made: MadeDefinition) {
    isDefining = false
    isDefinitionQuick = made.time < .milliseconds(4)
    app.editor.takeDefinition(of: made.editor)
    isFrameDue = true
  }

  /// Has Python look at new code a moment after the frame, so that neither waits for the other.
  private func lookAtCodeSoon() {
    guard codeLook == nil, judgedCode != (app.editor.revision, document.looks) else { return }
    codeLook = loop.after(.milliseconds(150)) { [unowned self] in
      codeLook = nil
      guard let judge, judge.judge(app.editor.pipeline, document.surroundings) else { return }
      judgedCode = (app.editor.revision, document.looks)
    }
  }

  /// Looks at files that the document names since the last edit.
  func followDocument() {
    if document.refreshNewFiles(app.editor) { app.editor.learn(document.surroundings) }
  }

  // MARK: Effects

  /// Does what the app asks, in order; leaves the rest out when one thing fails.
  private func perform(_ effects: [Effect]) {
    for effect in effects {
      guard perform(effect) else { return }
    }
  }

  private func perform(_ effect: Effect) -> Bool {
    switch effect {
    case .save: return save()
    case .saveCopy(let path, let overwriting): return saveCopy(to: path, overwriting: overwriting)
    case .answer(let answer): return take(answer)
    case .applyMerge(let sides): return applyMerge(sides)
    case .quit: loop.stop()
    case .editCode(let id): return editCode(of: id)
    case .editFile: return editFile()
    case .editCodeLine(let id, let line): return editCode(of: id, at: line)
    case .startRun: startRun()
    case .stopRun: stopRun()
    case .suspend: suspend()
    case .redraw: terminal.redraw()
    case .copyToClipboard(let text): copyToClipboard(text)
    case .export(let folder): planExport(to: folder)
    case .compare(let revision): compare(with: revision)
    case .ask, .openForm, .showHelp, .showPalette, .showCommandLine, .showHistory, .focusPane,
      .fitDiagram, .centreSelection, .scroll:
      preconditionFailure("the screen left \(effect) to the shell")
    }
    return true
  }

  private func take(_ answer: FileQuestion.Answer) -> Bool {
    switch answer {
    case .recover: recover()
    case .discardRecovered: discardRecovered()
    case .keepBoth: keepBoth()
    case .reload: reload()
    case .merge: merge()
    case .overwrite: save(overwriting: true)
    case .takeOver: takeOverFile()
    case .export: carryOutExport()
    case .lookOn, .stay, .saveElsewhere: true
    }
  }

  private func suspend() {
    guard let input else { return }
    keepRecords()
    safety.flush()
    if !input.stopUntilContinued() {
      app.editor.message = .warning("no shell is there that could continue this program")
    }
    isFrameDue = true
  }

  /// Through the terminal, which may be far away (control sequence OSC 52 of xterm).
  private func copyToClipboard(_ text: String) {
    StandardOutput.write("\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}")
    app.editor.message = .info("copied, if your terminal takes it")
  }

  func requestFrame() { isFrameDue = true }

  func tell(_ message: Message) {
    app.editor.message = message
    isFrameDue = true
  }
}

/// A session whose definition was made beside the loop, and how long that took.
private struct MadeDefinition: Sendable {
  let editor: Editor
  let time: Duration
}

/// Who takes what another thread has made; known only when all of the workbench is there.
private final class Receiver<Value> {
  var handler: (Value) -> Void = { _ in }
}
