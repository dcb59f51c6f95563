// What there is to know of the selected step, for reading: made when it is asked for, scrolled, and
// closed by any other key.

import Diagnostics
import EditorCore
import GraphLayout
import PipelineModel
import TerminalInterface

struct FactList: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    let label: String
    let text: String
    var isProblem = false
  }

  let title: String
  let rows: [Row]
  var window = ListWindow()

  init(_ step: Step, _ editor: Editor) {
    title = step.name
    let topology = editor.topology
    let place = (topology.ordered.firstIndex(of: step.id) ?? 0) + 1
    var rows = [Row(label: "place", text: "\(place) of \(topology.ordered.count) in the flow")]
    rows += editor.edges(of: step.id).map { facts in
      let isInto = facts.edge.target == step.id
      let other = editor.name(of: isInto ? facts.edge.source : facts.edge.target)
      return Row(label: isInto ? "waits for" : "needed by", text: "\(other) (\(facts.summary))")
    }
    rows += FactList.comparison(of: step.id, editor)
    let before = topology.upstream(of: step.id).count - 1
    let behind = topology.downstream(of: step.id).count - 1
    rows.append(Row(label: "in all", text: "waits for \(before) steps, \(behind) wait for it"))
    rows += editor.rows(of: .step(step.id)).compactMap(FactList.row)
    if step.position != nil { rows.append(Row(label: "pinned", text: "yes: zu lets it go")) }
    if let lines = editor.definition.ranges[step.id] {
      rows.append(
        Row(
          label: "definition",
          text: "lines \(lines.lowerBound + 1) to \(lines.upperBound): gd shows them"))
    }
    rows += editor.problems(of: step.id).map {
      Row(
        label: $0.isError ? "error" : "warning", text: "\($0.message): \($0.mend)", isProblem: true)
    }
    self.rows = rows
  }

  private static func comparison(of id: StepID, _ editor: Editor) -> [Row] {
    guard let compared = editor.comparison else { return [] }
    var texts: [String] =
      switch compared.delta.changes[id] {
      case nil: []
      case .added?: ["+ new"]
      case .changed(let parts)?: parts.map { "~ \($0)" }
      }
    texts += compared.delta.lostSources(of: id, in: editor.pipeline).map {
      "- waits no longer for \($0)"
    }
    texts += compared.delta.lostTargets(of: id, in: editor.pipeline).map {
      "- needed no longer by \($0)"
    }
    return texts.map { Row(label: "compared", text: $0) }
  }

  /// What holds for the step, said or not; connections stand in rows of their own.
  private static func row(_ row: FormRow) -> Row? {
    switch row.subject {
    case .stepName, .needs: return nil
    case .argument, .field:
      guard !row.text.isEmpty else { return nil }
      let more = row.lineCount > 1 ? "  (\(row.lineCount) lines)" : ""
      let unit = row.unit.map { " " + $0 } ?? ""
      return Row(label: row.label, text: row.text + unit + more)
    }
  }

  static let hints = [KeyHint("↑ ↓", "scroll"), KeyHint("Esc", "back")]
}

extension App {
  mutating func handle(_ stroke: KeyStroke, _ list: FactList) -> [Effect] {
    var list = list
    let row = list.window.chosen
    switch stroke.key {
    case .down, .character("j"): list.window.choose(row + 1, of: list.rows.count)
    case .up, .character("k"): list.window.choose(row - 1, of: list.rows.count)
    case .pageDown: list.window.choose(row + 10, of: list.rows.count)
    case .pageUp: list.window.choose(row - 10, of: list.rows.count)
    case .home: list.window.choose(0, of: list.rows.count)
    case .end: list.window.choose(list.rows.count - 1, of: list.rows.count)
    default:
      interaction = .none
      return []
    }
    interaction = .facts(list)
    return []
  }
}
