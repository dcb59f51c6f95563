// Choosing a step or a line by a label that stands on it. Typing the label takes it; arrows move
// to a step without a label, Enter takes that one, `/` goes on by name. What can't be chosen has no
// label and says why.

import EditorCore
import PipelineModel
import TerminalInterface

struct HintMode: Sendable {
  enum Thing: Hashable, Sendable {
    case step(StepID)
    case edge(StepEdge)
  }

  struct Target: Hashable, Sendable {
    let thing: Thing
    /// Why it can't be chosen.
    let refusal: String?
    /// `nil` when it can't be chosen.
    var label: String?
  }

  let question: Question
  var targets: [Target]
  /// The first letters of a label.
  var typed = ""
  /// Where the arrows are.
  var cursor: Int?

  init(_ question: Question, _ targets: [Target]) {
    self.question = question
    self.targets = targets
  }

  /// Gives labels to what can be chosen, the shortest to the nearest.
  ///
  /// - Parameter rank: smaller is nearer.
  mutating func label(alphabet: [Unicode.Scalar], rank: (Thing) -> Int) {
    let free = targets.indices.filter { targets[$0].refusal == nil }
    let ranks = free.map { rank(targets[$0].thing) }
    let order = free.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    let labels = HintLabels.labels(free.count, alphabet: alphabet)
    for (label, place) in zip(labels, order) { targets[free[place]].label = label }
  }

  func index(of thing: Thing) -> Int? { targets.firstIndex { $0.thing == thing } }

  /// Marked steps can also be wired in series: `c` is kept for that and is no label.
  var seriesKey: Unicode.Scalar? {
    if case .connectTarget(let sources) = question, sources.count > 1 { "c" } else { nil }
  }

  var refusals: [StepID: String] {
    var reasons: [StepID: String] = [:]
    for target in targets {
      if case .step(let id) = target.thing, let refusal = target.refusal { reasons[id] = refusal }
    }
    return reasons
  }

  var isAboutSteps: Bool {
    switch question {
    case .edgeToDisconnect, .edgeToSplit: false
    default: true
    }
  }

  func title(_ editor: Editor) -> String {
    switch question {
    case .connectTarget(let sources):
      "connect " + (sources.count == 1 ? editor.name(of: sources[0]) : "\(sources.count) steps")
        + " to"
    case .connectSource(let target): "connect to \(editor.name(of: target)) from"
    case .edgeToDisconnect(let id): "disconnect \(editor.name(of: id))"
    case .edgeToSplit: "new step on the line"
    case .userOf(let id): "who waits for \(editor.name(of: id))"
    case .stepToOpen: "open the form of"
    default: "go to"
    }
  }

  var hints: [KeyHint] {
    var hints = [
      KeyHint("letters", "label"), KeyHint("arrows", "choose"), KeyHint("Enter", "take"),
    ]
    if isAboutSteps { hints.append(KeyHint("/", "by name")) }
    if seriesKey != nil { hints.append(KeyHint("c", "in series")) }
    return hints + [KeyHint("Esc", "cancel")]
  }
}

extension App {
  /// Begins to choose among all steps or lines that a question is about.
  mutating func startHints(_ question: Question) {
    var mode = HintMode(question, hintTargets(question))
    guard mode.seriesKey != nil || mode.targets.contains(where: { $0.refusal == nil }) else {
      editor.message = .warning(mode.targets.first?.refusal ?? "there is nothing to choose")
      return
    }
    let series = mode.seriesKey
    let places = hintPlaces(mode)
    mode.label(alphabet: hintLetters.filter { $0 != series }) { places[$0] ?? Int.max }
    interaction = .hints(mode)
  }

  private func hintTargets(_ question: Question) -> [HintMode.Target] {
    func steps(_ candidates: [ConnectCandidate]) -> [HintMode.Target] {
      candidates.map { HintMode.Target(thing: .step($0.step), refusal: $0.refusal?.text) }
    }
    return switch question {
    case .connectTarget(let sources): steps(editor.connectTargets(from: sources))
    case .connectSource(let target): steps(editor.connectSources(into: target))
    case .edgeToDisconnect(let id):
      editor.edges(of: id).map { HintMode.Target(thing: .edge($0.edge), refusal: nil) }
    case .edgeToSplit: editor.edges.map { HintMode.Target(thing: .edge($0), refusal: nil) }
    case .userOf(let id):
      editor.topology.targets(of: id).map { HintMode.Target(thing: .step($0), refusal: nil) }
    default:
      editor.topology.steps.filter { $0 != editor.selection.step }
        .map { HintMode.Target(thing: .step($0), refusal: nil) }
    }
  }

  mutating func handle(_ stroke: KeyStroke, _ mode: HintMode) -> [Effect] {
    var mode = mode
    editor.message = nil
    switch (stroke.key, stroke.modifiers) {
    case (.escape, _):
      interaction = .none
      if !mode.typed.isEmpty {
        mode.typed = ""
        interaction = .hints(mode)
      }
      return []
    case (.enter, _):
      guard let cursor = mode.cursor else {
        editor.message = .warning("type a label, or move with the arrows first")
        return []
      }
      return take(mode.targets[cursor], in: mode)
    case (.backspace, _): mode.typed = String(mode.typed.dropLast())
    case (.character("/"), []) where mode.isAboutSteps:
      var picker = StepPicker(mode.question, refusals: mode.refusals, back: mode)
      picker.update(editor)
      interaction = .pick(picker)
      return []
    case (.left, []), (.right, []), (.up, []), (.down, []): moveCursor(stroke, &mode)
    default: return type(stroke, mode)
    }
    interaction = .hints(mode)
    return []
  }

  private mutating func type(_ stroke: KeyStroke, _ mode: HintMode) -> [Effect] {
    guard let letter = stroke.typed else {
      editor.message = .warning("\(stroke.label) is no label; Esc goes back")
      return []
    }
    if letter == mode.seriesKey, mode.typed.isEmpty, case .connectTarget(let steps) = mode.question
    {
      interaction = .none
      editor.attempt { editor throws(Refusal) in try editor.connectInSeries(steps) }
      return []
    }
    var mode = mode
    mode.typed += String(Character(letter))
    let fitting = mode.targets.filter { $0.label?.hasPrefix(mode.typed) == true }
    if let only = fitting.first, only.label == mode.typed { return take(only, in: mode) }
    if fitting.isEmpty {
      editor.message = .warning("no label begins with \(mode.typed)")
    } else {
      interaction = .hints(mode)
    }
    return []
  }

  /// Steps are walked as the selection is; lines one after the other.
  private func moveCursor(_ stroke: KeyStroke, _ mode: inout HintMode) {
    guard let direction = Direction(stroke) else { return }
    guard mode.isAboutSteps else {
      let distance = direction.isForward ? 1 : mode.targets.count - 1
      mode.cursor = mode.cursor.map { ($0 + distance) % mode.targets.count } ?? 0
      return
    }
    guard let start = mode.cursorStep ?? editor.selection.step,
      let next = editor.neighbour(of: start, direction)
    else { return }
    mode.cursor = mode.index(of: .step(next)) ?? mode.cursor
  }

  private mutating func take(_ target: HintMode.Target, in mode: HintMode) -> [Effect] {
    if let refusal = target.refusal {
      editor.message = .warning(refusal)
      return []
    }
    return take(target.thing, for: mode.question)
  }

  /// Does what the question was asked for.
  mutating func take(_ thing: HintMode.Thing, for question: Question) -> [Effect] {
    interaction = .none
    switch (question, thing) {
    case (.connectTarget(let sources), .step(let target)):
      if sources.count == 1 {
        connect(StepEdge(from: sources[0], to: target))
      } else {
        editor.attempt { editor throws(Refusal) in try editor.connect(sources, to: target) }
      }
    case (.connectSource(let target), .step(let source)):
      connect(StepEdge(from: source, to: target))
    case (.edgeToDisconnect, .edge(let edge)):
      editor.attempt { editor throws(Refusal) in try editor.disconnect([edge]) }
    case (.stepToOpen, .step(let id)):
      editor.select(id)
      openForm(.step(id))
    case (.edgeToSplit, .edge(let edge)): askName(at: .on(edge), others: [], left: 1, of: 1)
    case (_, .step(let id)): editor.select(id)
    case (_, .edge(let edge)): editor.select(edge)
    }
    return []
  }
}

extension HintMode {
  /// The step where the arrows are.
  var cursorStep: StepID? {
    guard let cursor, case .step(let id) = targets[cursor].thing else { return nil }
    return id
  }
}
