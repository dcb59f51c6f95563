// The workbench as a value: what comes in from the terminal changes it, what must happen outside
// comes out as effects, and it draws itself as a screen. Knows no terminal, no file and no clock.

package import EditorCore
import PipelineModel
package import TerminalInterface

package struct App: Sendable {
  /// The shell tells it what was saved, what is known of files, and what an external editor gave.
  package var editor: Editor
  package var theme: Theme
  /// The themes to choose from, and which one is worn.
  package var themes = ThemeShelf.builtIn
  package var themeName = "dark"
  /// How the file is written, for the pages that show it.
  package var fileWriter: FileWriter?

  /// Lessons below the workbench, for people who are new to it.
  package var tutor: Tutor?
  /// Where the pipeline was exported to last.
  package var exportFolder = "deploy"

  let fileName: String
  let glyphs: ScreenGlyphs
  /// What the keys ask for, in each pane.
  package var keyMaps: [Pane: KeyMap]
  /// The same without the keys of desktop programs, while those are on.
  var plainKeyMaps: [Pane: KeyMap]?

  var focus = Pane.graph
  /// The side pane that is shown where there is room for one.
  var side = Pane.step
  var paneSize = PaneSize.normal
  var hasMinimap = false
  /// Whether moving marks the steps that are passed.
  var isMarkingRange = false
  var interaction = Interaction.none
  var reader = KeyReader()
  var macro = Macro()
  /// What is known already of the keys; `nil` while the person does not learn them.
  var lessons: KeyLessons?
  var jumps = JumpList()
  /// Where the keys of the present command began, and the command that was asked for last.
  var jumpStart: StepID?
  var lastCommand = ""
  /// What was carried out from the command line, oldest first.
  var commandLines: [String] = []
  /// Letters for labels, those that are reached best first.
  var hintLetters = HintLabels.alphabet
  /// Whether the box with the keys that may follow is shown.
  var isKeyBoxOpen = false

  var graph = GraphViewport()
  var form = FormState()
  var textView = TextView()
  /// Text of the file that could not be taken over yet.
  var unfinishedTyping: TypingMode?
  var fileText = FileText()
  var exportTexts = ExportTexts()
  var logView = LogView()
  var dataPage = DataPage()
  var signs = ProblemSigns()
  var comparisonSigns = ComparisonSigns()
  /// What the held button of the mouse has taken hold of.
  var drag: MouseDrag?
  /// Where and when the button went down last.
  var lastClick: (x: Int, y: Int, time: Milliseconds)?
  /// What stands where on the last screen, for the mouse.
  var shown = ShownScreen()

  /// - Parameters:
  ///   - fileName: as the status line shows it.
  ///   - isUTF8: whether the terminal shows more than ASCII and lines.
  package init(_ editor: Editor, fileName: String, theme: Theme, isUTF8: Bool = true) {
    self.editor = editor
    self.fileName = fileName
    self.theme = theme
    glyphs = isUTF8 ? .unicode : .ascii
    keyMaps = DefaultKeyMap.all
    if editor.isReadOnly, !editor.diagnostics.isEmpty {
      self.editor.show(.problems)
      side = .text
    }
  }

  func keyMap(for pane: Pane) -> KeyMap { keyMaps[pane] ?? KeyMap(bindings: []) }
}

// MARK: - What comes in

extension App {
  /// Takes in what came from the terminal.
  ///
  /// - Parameter time: when it came; see `deadline`.
  /// - Returns: what the shell must do, in this order; when one fails it leaves out the rest.
  package mutating func handle(_ event: TerminalEvent, at time: Milliseconds) -> [Effect] {
    switch event {
    case .key(let stroke): return allowed(stayWithTyping(press(stroke, at: time)))
    case .mouse(let mouse): return allowed(stayWithTyping(handle(mouse, at: time)))
    case .paste(let bytes):
      paste(String(decoding: bytes, as: UTF8.self))
      return []
    case .resized, .focus, .modeReport: return []
    }
  }

  /// Nothing reaches the shell that this session may not do, whatever way led there.
  private mutating func allowed(_ effects: [Effect]) -> [Effect] {
    for effect in effects {
      if let refusal = editor.refusal(of: effect.reach) {
        editor.message = .warning(refusal.text)
        return []
      }
    }
    return effects
  }

  /// When `tick` wants to be called; `nil` when nothing waits for time.
  package var deadline: Milliseconds? {
    guard case .none = interaction, !reader.keys.isEmpty, !isKeyBoxOpen else { return nil }
    return reader.since + 400
  }

  /// Lets time pass. - Returns: whether there is something new to draw.
  package mutating func tick(at time: Milliseconds) -> Bool {
    guard let deadline, time >= deadline else { return false }
    isKeyBoxOpen = true
    return true
  }

  /// A key as the person typed it; keeps what is recorded and where jumps began.
  private mutating func press(_ stroke: KeyStroke, at time: Milliseconds) -> [Effect] {
    macro.note(stroke)
    if case .none = interaction, reader.isEmpty { jumpStart = editor.selection.step }
    let effects = handleKey(stroke, at: time)
    lookAtLesson()
    if case .none = interaction, let start = jumpStart, editor.selection.step != start,
      JumpList.commands.contains(lastCommand)
    {
      jumps.note(start)
    }
    return effects
  }

  mutating func handleKey(_ stroke: KeyStroke, at time: Milliseconds) -> [Effect] {
    switch interaction {
    case .none: handleCommandKey(stroke, at: time)
    case .hints(let mode): handle(stroke, mode)
    case .name(let prompt): handle(stroke, prompt)
    case .search(let prompt): handle(stroke, prompt)
    case .pick(let picker): handle(stroke, picker)
    case .connected(let choice): handle(stroke, choice, at: time)
    case .commands(let list): handle(stroke, list)
    case .history(let list): handle(stroke, list)
    case .field(let field): handle(stroke, field)
    case .moving(let steps): handle(stroke, moving: steps)
    case .quitQuestion(let question): handle(stroke, question)
    case .facts(let list): handle(stroke, list)
    case .input(let prompt): handle(stroke, prompt)
    case .logSearch(let prompt): handle(stroke, prompt)
    case .lesson(let lesson): handle(stroke, lesson)
    case .fileQuestion(let box): handle(stroke, box)
    case .merge(let list): handle(stroke, list)
    case .typing(let typing): handle(stroke, typing)
    }
  }

  private mutating func handleCommandKey(_ stroke: KeyStroke, at time: Milliseconds) -> [Effect] {
    // The menu key of mc and others opens the box of what Space begins.
    if stroke == KeyStroke(.function(9)), reader.isEmpty {
      _ = reader.read(KeyStroke(" "), in: keyMap(for: focus), at: time)
      isKeyBoxOpen = true
      return []
    }
    switch reader.read(stroke, in: keyMap(for: focus), at: time) {
    case .command(let name, let count):
      isKeyBoxOpen = false
      guard let command = UserCommand.named(name) else { return [] }
      return runByKey(command, count: count)
    case .pending: editor.message = nil
    case .showContinuations: isKeyBoxOpen = true
    case .cancelled: isKeyBoxOpen = false
    case .unknown(let keys):
      isKeyBoxOpen = false
      editor.message = .warning(explanation(of: keys))
    }
    return []
  }

  /// What a key that means nothing is not, and how to find what does.
  private func explanation(of keys: [KeyStroke]) -> String {
    let prefix = Array(keys.dropLast())
    if prefix.isEmpty { return "\(KeyMap.label(keys)) has no meaning here; ? lists the keys" }
    let start = KeyMap.label(prefix)
    return "\(KeyMap.label(keys)) has no meaning; \(start)? lists what follows \(start)"
  }

  /// Text for the field that is being typed into; in the graph a paste is never taken for keys.
  private mutating func paste(_ text: String) {
    switch interaction {
    case .name(var prompt):
      prompt.field.insert(text)
      interaction = .name(prompt)
    case .search(var prompt):
      prompt.field.insert(text)
      search(&prompt)
      interaction = .search(prompt)
    case .pick(var picker):
      picker.field.insert(text)
      picker.update(editor)
      interaction = .pick(picker)
    case .commands(var list):
      list.field.insert(text)
      list.update(self)
      interaction = .commands(list)
    case .input(var prompt):
      prompt.field.insert(text)
      interaction = .input(prompt)
    case .logSearch(var prompt):
      prompt.field.insert(text)
      searchLog(&prompt)
      interaction = .logSearch(prompt)
    case .field(var field):
      field.field.insert(text)
      field.judge(editor)
      interaction = .field(field)
    case .typing(let typing): paste(text, into: typing)
    case .none:
      if let copied = CopiedSteps(text: Array(text.utf8)) {
        editor.attempt { editor throws(Refusal) in try editor.paste(copied, isAfter: true) }
      } else {
        editor.message = .warning(
          "what was pasted holds no steps: open a field or a prompt first to paste text")
      }
    case .hints, .connected, .history, .moving, .quitQuestion, .facts, .fileQuestion,
      .merge, .lesson:
      editor.message = .warning("nothing here takes text: open a field or a prompt first")
    }
  }
}

// MARK: - Commands

extension App {
  /// Does what a command is for, or says why not. - Returns: what the shell must do.
  mutating func run(_ command: UserCommand, count: Int) -> [Effect] {
    if let reason = command.unavailableReason(self) {
      editor.message = .warning(reason)
      return []
    }
    lastCommand = command.name
    return command.perform(&self, count)
  }

  /// Says why not when it may not be.
  mutating func mayChangePipeline() -> Bool {
    editor.attempt { editor throws(Refusal) in try editor.requireEditing() }
  }

  /// Carries out what concerns the screen and gives back what concerns the shell.
  mutating func carryOut(_ effects: [Effect]) -> [Effect] {
    var rest: [Effect] = []
    for effect in effects {
      switch effect {
      case .ask(let question): ask(question)
      case .openForm(let subject): openForm(subject)
      case .showHelp: openCommands(.help)
      case .showPalette: openCommands(.palette)
      case .showCommandLine: openCommands(.commandLine)
      case .showHistory: interaction = .history(HistoryList(editor))
      case .focusPane(let step): focusPane(step)
      case .fitDiagram: fitDiagram()
      case .centreSelection: graph.request = .centre
      case .scroll(let amount): scroll(amount)
      case .startRun:
        showLogOfRun()
        rest.append(effect)
      case .save, .saveCopy, .answer, .applyMerge, .quit, .editCode, .editCodeLine, .editFile,
        .stopRun,
        .suspend, .redraw,
        .copyToClipboard, .export, .compare:
        rest.append(effect)
      }
    }
    return rest
  }

  private mutating func ask(_ question: Question) {
    switch question {
    case .nameOfNewStep(let placement, let others, let count):
      askName(at: placement, others: others, left: count, of: count)
    case .newName(let id):
      let field = TextField(editor.name(of: id))
      interaction = .name(NamePrompt(subject: .rename(id), field: field))
    case .connectTarget, .connectSource, .edgeToDisconnect, .edgeToSplit, .stepToSelect,
      .stepToOpen, .userOf:
      startHints(question)
    case .stepByName:
      var picker = StepPicker(question, refusals: [:], back: nil)
      picker.update(editor)
      interaction = .pick(picker)
    case .searchText: interaction = .search(SearchPrompt(from: editor.selection.step))
    case .searchToMark:
      interaction = .search(SearchPrompt(from: editor.selection.step, marks: true))
    case .place(let steps): interaction = .moving(steps)
    case .stepInput(let id): askInput(of: .step(id))
    case .executionInput(let scope): askInput(of: .execution(scope))
    case .exportFolder: askInput(of: .exportFolder)
    case .confirmQuit: interaction = .quitQuestion(QuitQuestion(editor))
    }
  }

  mutating func focusPane(_ step: PaneStep) {
    let panes = Pane.allCases
    let place = panes.firstIndex(of: focus) ?? 0
    let distance = step == .next ? 1 : panes.count - 1
    focus(panes[(place + distance) % panes.count])
  }

  mutating func focus(_ pane: Pane) {
    focus = pane
    if pane != .graph { side = pane }
    if pane != .step { form.subject = nil }
  }
}
