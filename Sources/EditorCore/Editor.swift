// The whole state of a session: the document, what is selected, and what is seen of both.
// No terminal, no files, no clock: what must happen outside comes out as effects.

package import Diagnostics
package import PipelineFile
package import PipelineModel

package struct Editor: Sendable {
  /// Changed only by `edit(_:_:)`, `undo()` and `redo()`.
  package internal(set) var pipeline: Pipeline
  /// What the file holds.
  package internal(set) var savedPipeline: Pipeline
  /// What the session began with.
  let openedPipeline: Pipeline
  /// The typed text that the file was written by; `nil` when none was typed before.
  package internal(set) var savedTypedText: TypedText?
  /// Whether saving would change the file; true to the content, not to the number of edits.
  package internal(set) var isModified = false
  /// What the shell lets this session change.
  package var access = Access.edits
  /// Why the file itself can't be changed, for instance one that was not understood.
  package var fileRefusal: String?
  package var disk = DiskState.same
  package internal(set) var history = EditHistory()
  /// The moment of the history that the file holds; `nil` when none is known to be.
  package internal(set) var savedMoment: Int? = 0
  /// Seconds since 1970, as the shell last told it: when edits are made.
  package var time: Int64 = 0
  /// Grows with every change of the document: what is kept per revision is fresh.
  package internal(set) var revision = 0

  package internal(set) var selection: Selection
  /// What the last command says; commands clear it.
  package var message: Message?
  package internal(set) var view = ViewSettings()
  package internal(set) var search: Search?
  /// What the document is compared with, and what differs.
  package internal(set) var comparison: Comparison?
  package internal(set) var lastChange: RepeatableChange?
  /// Steps that were copied last.
  package internal(set) var register: CopiedSteps?
  /// What ran in this session, and what runs.
  package internal(set) var runs = RunBoard()

  /// What the shell told of files and code beside the document.
  package internal(set) var surroundings = Surroundings()
  /// What reading the file found; stays until the file is read again.
  package internal(set) var fileDiagnostics: [Diagnostic]
  /// The file, while parts of it were not understood; `nil` for one that was.
  var misreadFile: SilFile?
  /// The pipeline when it has no errors.
  package internal(set) var checked: CheckedPipeline?
  /// What is wrong now: in reading order, of the file first, then of the pipeline.
  package internal(set) var diagnostics: [Diagnostic] = []
  package internal(set) var topology: Topology
  package internal(set) var diagram: EditorDiagram { didSet { layouts += 1 } }
  /// Grows whenever boxes or lines may stand elsewhere.
  package private(set) var layouts = 0
  /// Behind the document while `isDefinitionDue`.
  package internal(set) var definition = EditorDefinition()
  /// Leaves the definition to `updateDefinition()`, for a screen that shows first what is quick.
  let definesLater: Bool
  /// Whether an edit, or only what is known of files, has made the definition due.
  private var dueDefinition: DueDefinition?
  /// Counts what the definition had to follow.
  private var definitionsDue = 0

  /// How many cells a text takes on the screen.
  let textWidth: @Sendable (String) -> Int
  var nextStepID: Int
  /// What was selected before and after each moment of the history that was made in this session.
  var selectionChanges: [Int: SelectionChange] = [:]
  /// Steps on their way to another place on the grid, not yet kept.
  var stepMove: StepMove?

  /// - Parameters:
  ///   - diagnostics: what reading the file found.
  ///   - misreadFile: the file, when parts of it were not understood.
  ///   - definesLater: leaves the definition to `updateDefinition()` after every change.
  ///   - textWidth: how many cells a text takes on the screen.
  package init(
    _ pipeline: Pipeline, fileDiagnostics: [Diagnostic] = [], misreadFile: SilFile? = nil,
    fileRefusal: String? = nil, surroundings: Surroundings = Surroundings(),
    definesLater: Bool = false,
    textWidth: @escaping @Sendable (String) -> Int = { $0.unicodeScalars.count }
  ) {
    self.pipeline = pipeline
    savedPipeline = pipeline
    openedPipeline = pipeline
    self.fileRefusal = fileRefusal
    self.fileDiagnostics = fileDiagnostics
    self.misreadFile = misreadFile
    self.surroundings = surroundings
    self.definesLater = definesLater
    self.textWidth = textWidth
    nextStepID = pipeline.freshStepID.rawValue
    topology = Topology(pipeline)
    diagram = EditorDiagram(
      pipeline, topology, view: view, places: [:], previous: nil, textWidth: textWidth)
    selection = Selection(step: topology.ordered.first)
    refreshDerived()
  }
}

// MARK: - The one door

extension Editor {
  /// Changes the document: all of `edits` as one entry of the history, or nothing.
  ///
  /// - Parameter label: what is done, as the history and undo name it: "connect clean → train".
  package mutating func edit(_ label: String, _ edits: [Edit]) throws(Refusal) {
    try edit(label, edits, selecting: nil)
  }

  /// - Parameter selecting: what is selected afterwards; `nil` keeps the selection.
  mutating func edit(_ label: String, _ edits: [Edit], selecting step: StepID?) throws(Refusal) {
    try requireEditing()
    guard !edits.isEmpty else { return }
    let before = selection
    do {
      try history.perform(label, edits, at: time, on: &pipeline)
    } catch {
      throw .edit(error)
    }
    if let step { selection.select(step) }
    documentChanged()
    selectionChanges[history.now] = SelectionChange(before: before, after: selection)
    message = .info(label)
  }

  /// Takes in what the shell found out about files and code; judges the document anew.
  package mutating func learn(_ surroundings: Surroundings) {
    self.surroundings = surroundings
    judge(isEdit: false)
  }

  mutating func documentChanged() {
    revision += 1
    isModified =
      !pipeline.isIdentical(to: savedPipeline) || history.typedText != savedTypedText
    refreshDerived()
    selection.keepOnly { topology.number(of: $0) != nil }
    if selection.step == nil { selection.step = topology.ordered.first }
  }
}

extension Pipeline {
  /// Equal to the byte: `==` takes two spellings of é in a step's name for equal.
  package func isIdentical(to other: Pipeline) -> Bool {
    self == other
      && zip(steps, other.steps).allSatisfy { $0.name.utf8.elementsEqual($1.name.utf8) }
  }
}

// MARK: - What follows from the document

extension Editor {
  mutating func refreshDerived() {
    topology = Topology(pipeline)
    judge(isEdit: true)
    refreshDiagram()
    refreshComparison()
  }

  private mutating func judge(isEdit: Bool) {
    let result = pipeline.check(surroundings)
    checked = misreadFile == nil ? result.checked : nil
    let standing =
      misreadFile?.standing(result.diagnostics, beside: fileDiagnostics) ?? result.diagnostics
    diagnostics = fileDiagnostics + standing
    let isAfterEdit = isEdit || dueDefinition == .afterEdit
    dueDefinition = isAfterEdit ? .afterEdit : .afterLook
    definitionsDue += 1
    if !definesLater || checked == nil { updateDefinition() }
  }

  private enum DueDefinition: Hashable, Sendable { case afterEdit, afterLook }

  /// Whether `updateDefinition()` would do anything.
  package var isDefinitionDue: Bool { dueDefinition != nil }

  /// Brings the definition up to what the document says.
  package mutating func updateDefinition() {
    guard let due = dueDefinition else { return }
    dueDefinition = nil
    definition.update(
      checked, diagnostics, durations: surroundings.durations, isEdit: due == .afterEdit)
  }

  /// Takes the definition of a copy of this session, which was brought up to date elsewhere. When the
  /// document has changed since, it is shown all the same, and stays due.
  package mutating func takeDefinition(of copy: Editor) {
    guard isDefinitionDue else { return }
    definition = copy.definition
    if copy.definitionsDue == definitionsDue { dueDefinition = nil }
  }
}
