// How the state of a step's run is shown: a sign, a look, a word and a time. Never the look alone.

import EditorCore
import GraphLayout
import PipelineModel
import RunScheduler
import TerminalInterface

struct RunSign: Hashable, Sendable {
  let text: String
  let role: StyleRole

  init(_ state: StepState, _ glyphs: ScreenGlyphs) {
    switch state {
    case .waiting, .ready: (text, role) = (glyphs.waiting, .runWaiting)
    case .running: (text, role) = (glyphs.running, .runRunning)
    case .retrying: (text, role) = (glyphs.retrying, .runRunning)
    case .succeeded: (text, role) = (glyphs.good, .runSucceeded)
    case .failed: (text, role) = (glyphs.bad, .runFailed)
    case .skipped: (text, role) = (glyphs.skipped, .runWaiting)
    case .cancelled: (text, role) = (glyphs.cancelled, .runWaiting)
    }
  }
}

extension GraphPane {
  /// In the lower border on the left: the sign, `~` before it when the step was edited since, and
  /// how long it took, as far as there is room. - Returns: how many columns it takes.
  func drawRun(of id: StepID, _ frame: Rect, on canvas: inout Canvas) -> Int {
    guard let run = editor.stepRun(id) else { return 0 }
    let sign = RunSign(run.state, canvas.glyphs)
    let isStale = editor.isStale(id)
    let pin = editor.runs.isPinned(id) ? canvas.glyphs.pin : ""
    let text = pin + (isStale ? canvas.glyphs.stale : "") + sign.text
    // Where data flows down, lines leave in the middle of the lower border.
    let room = editor.view.flow == .down ? (frame.width - 3) / 2 : frame.width - 2
    let time = editor.runSeconds(id).map { " " + $0.shortSeconds } ?? ""
    let shown = columns(of: text + time) <= room ? text + time : text
    return canvas.write(
      shown, x: frame.x + 1, y: frame.bottom - 1, isStale ? .runStale : sign.role, in: area,
      columns: max(room, columns(of: sign.text)))
  }

  /// The look of a box that nothing else gives one.
  func runRole(of id: StepID) -> StyleRole? {
    guard let run = editor.stepRun(id), !editor.isStale(id) else { return nil }
    switch run.state {
    case .waiting, .ready, .skipped, .cancelled: return nil
    case .running, .retrying, .succeeded, .failed: return RunSign(run.state, .unicode).role
    }
  }
}

extension App {
  /// In words: how the step's run stands, for the log and the line of the selected step.
  func runText(of id: StepID) -> (sign: RunSign, text: String)? {
    guard let run = editor.stepRun(id) else { return nil }
    let time = editor.runSeconds(id)?.shortSeconds ?? ""
    let attempt = run.attempt > 1 ? ", attempt \(run.attempt)" : ""
    var text: String =
      switch run.state {
      case .waiting: "waits" + waitedFor(id)
      case .ready: "waits for its turn"
      case .running: "runs for \(time)\(attempt)"
      case .retrying: "failed, and is tried again\(attempt)"
      case .succeeded: "succeeded in \(time)\(attempt)"
      case .failed: "failed after \(time)\(attempt)"
      case .skipped: "skipped: \(run.cause ?? "a step that it needs") failed"
      case .cancelled: "stopped"
      }
    if editor.isStale(id) { text += "; edited since (\(glyphs.stale))" }
    if editor.runs.isPinned(id) { text += "; pinned (\(glyphs.pin))" }
    return (RunSign(run.state, glyphs), text)
  }

  private func waitedFor(_ id: StepID) -> String {
    let open = editor.topology.sources(of: id).filter {
      editor.stepRun($0).map { !$0.state.hasEnded } ?? false
    }
    if open.isEmpty { return " for its turn" }
    return " for "
      + (open.count > 2 ? "\(open.count) steps" : open.map(editor.name).joined(separator: ", "))
  }

  /// "run 3/14 · 1 failed · 2.3s" for the status line; `nil` before the first run.
  static func runFact(_ editor: Editor, _ glyphs: ScreenGlyphs) -> TextPiece? {
    guard let run = editor.runs.summary else { return nil }
    let time = run.seconds.shortSeconds
    let failed = run.failed > 0 ? ", \(run.failed) failed" : ""
    let counts = "\(run.succeeded)/\(run.total)\(failed) in \(time)"
    return switch run.status {
    case nil where run.isStopping: TextPiece("\(glyphs.running) stopping", .statusUnsaved)
    case nil: TextPiece("\(glyphs.running) running \(counts)", .statusUnsaved)
    case .succeeded?: TextPiece("\(glyphs.good) ran \(counts)", .statusGood)
    case .failed?: TextPiece("\(glyphs.bad) ran \(counts)", .statusBad)
    case .cancelled?: TextPiece("\(glyphs.cancelled) stopped \(counts)", .status)
    }
  }
}
