// Somebody who types, clicks, pastes and resizes without sense, on documents in every style people
// write, with runs going on. It only makes what happens; what must hold is in MonkeyTests.

import EditorCore
import PipelineFile
import PipelineModel
import RunScheduler
import StatesLanguage
import TerminalInterface
import TestSupport

@testable import TerminalUI

struct Monkey {
  static let keys: [KeyStroke] = {
    let plain = (0x20...0x7E).compactMap { Unicode.Scalar($0) }.map { KeyStroke($0) }
    let named: [Key] = [
      .enter, .tab, .backtab, .escape, .escape, .backspace, .delete, .insert, .up, .down, .left,
      .right, .home, .end, .pageUp, .pageDown, .function(1), .function(2), .function(8),
    ]
    let controls = "acdefklnpruwyz".unicodeScalars.map { KeyStroke($0, .control) }
    let moves = Array(repeating: "hjklwbaoicXSmxu".unicodeScalars.map { KeyStroke($0) }, count: 4)
    return plain + named.map { KeyStroke($0) } + controls + moves.flatMap { $0 }
  }()

  static let names = [
    "日本語の手順", "x\u{1B}[2J", "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦", "a\nb\tc", "\u{202E}abc\u{9B}31m",
    String(repeating: "long-", count: 16), "עברית", "ｗｉｄｅ", "\u{FEFF}", "${x}", "a.b[0]",
  ]

  private static let texts = [
    "steps:\n  pasted:\n    code: |\n      def pasted():\n        return 1\n", "name",
    "日本\u{1B}]0;x\u{07}",
    "{from: a}", "100000", "[1, {\"a\": null}]", "\r\n\r\n", "",
  ]

  var random: SplitMix64
  /// Whether a button is held, so that a drag or a release may follow.
  private var isHolding = false

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// A desk with a document in some style, or with names that terminals stumble over.
  mutating func desk(isUTF8: Bool) throws -> Desk {
    if Bool.random(using: &random) {
      let (file, pipeline, problems) = SilFile.read(RandomDocument.bytes(using: &random))
      return try Desk(file, pipeline, problems, isUTF8: isUTF8)
    }
    let steps = Int.random(in: 0..<14, using: &random)
    var pipeline = randomPipeline(steps: steps, density: 0.25, using: &random)
    for (number, name) in Monkey.names.shuffled(using: &random).prefix(steps / 2).enumerated() {
      try pipeline.apply(.renameStep(StepID(number), to: name))
    }
    return try Desk(pipeline, isUTF8: isUTF8)
  }

  mutating func event() -> TerminalEvent {
    switch Int.random(in: 0..<40, using: &random) {
    case 0...2: return .mouse(mouse())
    case 3:
      if Bool.random(using: &random) {
        return .paste(Array((Monkey.texts.randomElement(using: &random) ?? "").utf8))
      }
      let length = Int.random(in: 0..<12, using: &random)
      return .paste((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
    case 4: return .focus(isIn: Bool.random(using: &random))
    default: return .key(Monkey.keys.randomElement(using: &random) ?? KeyStroke("j"))
    }
  }

  private mutating func mouse() -> MouseEvent {
    let action: MouseEvent.Action
    if isHolding {
      let ends = Int.random(in: 0..<3, using: &random) == 0
      if ends { isHolding = false }
      action = ends ? .release(Bool.random(using: &random) ? .left : nil) : .drag(.left)
    } else {
      isHolding = Bool.random(using: &random)
      action =
        isHolding
        ? .press([.left, .left, .middle, .right].randomElement(using: &random) ?? .left)
        : [.wheel(.up), .wheel(.down), .wheel(.left), .wheel(.right), .move, .release(.right)]
          .randomElement(using: &random) ?? .move
    }
    return MouseEvent(
      action, x: Int.random(in: -1..<210, using: &random),
      y: Int.random(in: -1..<70, using: &random))
  }

  mutating func size() -> (columns: Int, rows: Int) {
    let sizes = [
      (80, 24), (40, 12), (200, 60), (100, 30), (20, 5), (160, 40), (59, 24), (1, 1), (500, 12),
    ]
    return sizes.randomElement(using: &random) ?? (80, 24)
  }

  /// Does what the shell would, as far as it is inside: runs, saving, steps that end.
  mutating func answer(_ effects: [Effect], of desk: Desk) {
    for effect in effects {
      switch effect {
      case .startRun:
        guard let plan = desk.app.editor.takeRunPlan() else { break }
        desk.app.editor.runStarted(plan, codePlaces: [:])
        desk.running = plan
      case .stopRun: desk.app.editor.runIsStopping()
      case .save: desk.app.editor.saved()
      default: break
      }
    }
    if desk.app.editor.runs.isRunning { tellOfRun(to: desk) }
  }

  private mutating func tellOfRun(to desk: Desk) {
    desk.clock += 1
    let time = Double(desk.clock) / 10
    let step = desk.running?.pipeline.steps.randomElement(using: &random).map { RunStep($0) }
    let failure = StepFailure("ValueError", "bad\u{1B}[31m value", stackTrace: ["  File x\n"])
    let kinds: [RunEvent.Kind] = [
      .started(attempt: 1), .printed("text \u{1B}[2J 日本 \t end", .stdout), .printed("", .stderr),
      .succeeded(output: .string("out"), seconds: 0.1), .failed(failure, seconds: 0.1),
      .retried(attempt: 2, after: 1, failure), .skipped(because: nil), .noted("a note"),
    ]
    if Int.random(in: 0..<60, using: &random) == 0 || step == nil {
      desk.app.editor.take([
        RunEvent(at: time, step: nil, .finished(.failed, outputs: [], seconds: time))
      ])
    } else if let kind = kinds.randomElement(using: &random) {
      desk.app.editor.take([RunEvent(at: time, step: step, kind)])
    }
  }
}
