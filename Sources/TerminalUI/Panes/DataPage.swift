// The page of a step's last input and output as JSON, side by side where there is room, with the
// lines that differ from the run before marked + and -. Made anew only when one of them changed.

import EditorCore
import PipelineModel
import RunScheduler
import StatesLanguage
import TerminalInterface

struct DataPage: Sendable {
  struct Line: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case heading, same, added, removed, failure }
    let kind: Kind
    let text: String
  }

  private(set) var input: [Line] = []
  private(set) var output: [Line] = []
  private var made: Made?

  private struct Made: Hashable, Sendable {
    let step: StepID?
    let run: Int
    let state: StepState?
    let isFinished: Bool
  }

  /// Longer values are cut: nobody reads them here.
  static let mostLines = 5000

  mutating func update(_ editor: Editor) {
    let id = editor.selection.step
    let run = id.flatMap { editor.stepRun($0) }
    let now = Made(
      step: id, run: run?.outcome.run ?? 0, state: run?.state, isFinished: run?.isFinished ?? false)
    guard made != now else { return }
    made = now
    (input, output) = ([], [])
    guard let run else { return }
    let previous = run.previous
    input = DataPage.section("input", run.outcome.input, previous.map(\.input) ?? nil, previous)
    switch run.state {
    case .failed:
      let failure = run.outcome.failure
      output = [Line(kind: .heading, text: "output: none, it failed")]
      output += [
        Line(kind: .failure, text: "\(failure?.errorType ?? ""): \(failure?.errorMessage ?? "")")
      ]
      if let before = previous?.output {
        output.append(Line(kind: .heading, text: "output of run \(previous?.run ?? 0)"))
        output += DataPage.lines(before).map { Line(kind: .same, text: $0) }
      }
    case .succeeded:
      output = DataPage.section(
        "output", run.outcome.output, previous.map(\.output) ?? nil, previous)
    case .waiting, .ready, .running, .retrying, .skipped, .cancelled:
      output = [Line(kind: .heading, text: "output: none yet")]
      if let before = previous?.output {
        output.append(Line(kind: .heading, text: "output of run \(previous?.run ?? 0)"))
        output += DataPage.lines(before).map { Line(kind: .same, text: $0) }
      }
    }
  }

  /// A heading that says what changed, and the lines.
  private static func section(
    _ name: String, _ now: JSON?, _ before: JSON?, _ previous: StepOutcome?
  ) -> [Line] {
    guard let now else { return [Line(kind: .heading, text: "\(name): none yet")] }
    let new = lines(now)
    guard let before, let previous else {
      return [Line(kind: .heading, text: name)] + new.map { Line(kind: .same, text: $0) }
    }
    if before == now {
      return [Line(kind: .heading, text: "\(name), as in run \(previous.run)")]
        + new.map { Line(kind: .same, text: $0) }
    }
    return [Line(kind: .heading, text: "\(name), changed since run \(previous.run)")]
      + merged(lines(before), new)
  }

  private static func lines(_ value: JSON) -> [String] {
    let lines = value.write(.readable).split(separator: 0x0A, omittingEmptySubsequences: false)
      .prefix(mostLines + 1).map { String(decoding: $0, as: UTF8.self) }
    return lines.count > mostLines ? lines.dropLast() + ["… and more"] : lines
  }

  private static func merged(_ old: [String], _ new: [String]) -> [Line] {
    let difference = LineDiff(from: old, to: new)
    var (removed, added) = (difference.removed[...], difference.added[...])
    var (oldLine, newLine) = (0, 0)
    var lines: [Line] = []
    while oldLine < old.count || newLine < new.count {
      if removed.first == oldLine {
        lines.append(Line(kind: .removed, text: old[oldLine]))
        removed.removeFirst()
        oldLine += 1
      } else if newLine < new.count {
        let isAdded = added.first == newLine
        lines.append(Line(kind: isAdded ? .added : .same, text: new[newLine]))
        if isAdded { added.removeFirst() } else { oldLine += 1 }
        newLine += 1
      } else {
        oldLine += 1
      }
    }
    return lines
  }
}

extension App {
  mutating func drawData(on canvas: inout Canvas, _ inside: Rect) {
    dataPage.update(editor)
    guard !dataPage.input.isEmpty else {
      let name = editor.selectedStep.map { "\($0.name) has not run yet: " } ?? ""
      let lines = wrapped(
        name + "!s runs it, !! runs all, !i runs it with an input that you type",
        columns: inside.width - 2, lines: 4)
      for (row, line) in lines.enumerated() {
        canvas.write(line, x: inside.x + 1, y: inside.y + row, .dim, in: inside, cut: .end)
      }
      return
    }
    let isBeside = inside.width >= 60
    let count =
      isBeside
      ? max(dataPage.input.count, dataPage.output.count)
      : dataPage.input.count + dataPage.output.count
    textView.follow(editor, wanted: nil, count: count, height: inside.height)
    guard isBeside else {
      return draw(dataPage.input + dataPage.output, on: &canvas, in: inside)
    }
    let (left, rest) = inside.split(left: (inside.width - 1) / 2)
    let (line, right) = rest.split(left: 1)
    canvas.draw(upright: line, .border)
    draw(dataPage.input, on: &canvas, in: left)
    draw(dataPage.output, on: &canvas, in: right)
  }

  private func draw(_ lines: [DataPage.Line], on canvas: inout Canvas, in area: Rect) {
    for row in 0..<area.height where lines.indices.contains(textView.top + row) {
      let line = lines[textView.top + row]
      let y = area.y + row
      let (sign, role): (String, StyleRole) =
        switch line.kind {
        case .heading: ("", .title)
        case .same: ("  ", .text)
        case .added: ("+ ", .diffAdded)
        case .removed: ("- ", .diffRemoved)
        case .failure: (glyphs.bad + " ", .problemError)
        }
      if line.kind == .same {
        let text = Rect(x: area.x + 3, y: y, width: area.width - 3, height: 1).intersection(area)
        canvas.write(JSONColoring.pieces(of: line.text), x: text.x, y: y, in: text)
      } else {
        canvas.write(sign + line.text, x: area.x + 1, y: y, role, in: area, cut: .end)
      }
    }
  }
}
