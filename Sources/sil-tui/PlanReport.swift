// A plan as a person reads it, and as JSON: which steps run after one another and which side by
// side.

import GraphAlgorithms
import StatesLanguage

struct PlanReport {
  let names: [String]
  let plan: SeriesParallelPlan
  let isMeasured: Bool

  /// Indented, `series` and `parallel` above what they hold, and the figures below.
  func text() -> String {
    var text = ""
    if !names.isEmpty { write(plan.tree, indent: "", to: &text) }
    let waits = plan.addedWaits == 1 ? "1 wait" : "\(plan.addedWaits) waits"
    text += "\n\(waits) added\n"
    let times = isMeasured ? "durations known" : "durations not known"
    text += "\(threeDigits(plan.ratio)) × the time of the longest way (\(times))\n"
    return text
  }

  private func write(_ tree: SeriesParallelTree, indent: String, to text: inout String) {
    switch tree {
    case .step(let node): text += "\(indent)\(visible(names[node]))\n"
    case .series(let parts):
      text += "\(indent)series\n"
      for part in parts { write(part, indent: indent + "  ", to: &text) }
    case .parallel(let parts):
      text += "\(indent)parallel\n"
      for part in parts { write(part, indent: indent + "  ", to: &text) }
    }
  }

  /// `["t", name]`, or `["s" | "p", [part, …]]`.
  func json() -> JSON {
    .object([
      JSON.Member("tree", json(plan.tree)), JSON.Member("ratio", .number("\(plan.ratio)")),
      JSON.Member("addedWaits", .number("\(plan.addedWaits)")),
    ])
  }

  private func json(_ tree: SeriesParallelTree) -> JSON {
    switch tree {
    case .step(let node): .array([.string("t"), .string(names[node])])
    case .series(let parts): .array([.string("s"), .array(parts.map(json))])
    case .parallel(let parts): .array([.string("p"), .array(parts.map(json))])
    }
  }
}

private func threeDigits(_ ratio: Double) -> String {
  let thousandths = Int((ratio * 1_000).rounded())
  let digits = String(thousandths % 1_000)
  return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
}
