// What steps wait for: unknown names, waiting for oneself, cycles, inputs that are not declared.

import Diagnostics
import GraphAlgorithms

extension Pipeline {
  func checkReferences(of step: Step, at place: [DocumentKey], _ findings: inout Findings) {
    for (index, argument) in step.arguments.enumerated() {
      func spot() -> [DocumentKey] {
        place + [.name("args"), argument.name.map { .name($0) } ?? .index(index)]
      }
      if let name = argument.name { checkParameter(name, at: spot(), &findings) }
      switch argument.source {
      case .step(let reference, let pick):
        check(reference, of: step, at: spot(), &findings)
        checkPick(pick, at: spot(), &findings)
      case .input(let name, let pick):
        checkInput(name, at: spot(), &findings)
        checkPick(pick, at: spot(), &findings)
      case .constant: break
      }
    }
    for (index, need) in step.needs.enumerated() {
      check(need, of: step, at: place + [.name("needs"), .index(index)], &findings)
    }
  }

  private func check(
    _ reference: StepReference, of step: Step, at place: @autoclosure () -> [DocumentKey],
    _ findings: inout Findings
  ) {
    switch reference {
    case .step(step.id):
      findings.error(
        "step-needs-itself", "The step \(quoted(step.name)) waits for itself",
        mend: "Name another step", at: place())
    case .step: break
    case .unknown(let name):
      let near = nearest(to: name, among: steps.lazy.map(\.name)).map { ", such as \(quoted($0))" }
      findings.error(
        "unknown-step", "There is no step \(quoted(name)), which \(quoted(step.name)) waits for",
        mend: "Name a step of this file" + (near ?? ", or add one with that name"), at: place())
    }
  }

  private func checkParameter(
    _ name: String, at place: @autoclosure () -> [DocumentKey], _ findings: inout Findings
  ) {
    if !name.isPythonIdentifier {
      findings.error(
        "argument-name", "\(quoted(name)) can't be a parameter's name in Python",
        mend: "Use letters, digits and _, without a digit in front", at: place())
    }
  }

  private func checkPick(
    _ pick: String?, at place: @autoclosure () -> [DocumentKey], _ findings: inout Findings
  ) {
    guard let pick, PickPath(pick) == nil else { return }
    findings.error(
      "pick", "\(quoted(pick)) is no way into a value",
      mend: "Write names and places such as a.b[0]", at: place())
  }

  private func checkInput(
    _ name: String, at place: @autoclosure () -> [DocumentKey], _ findings: inout Findings
  ) {
    let declared = fields[.inputs]?.entries?.map(\.key) ?? []
    guard !declared.contains(name) else { return }
    let near = nearest(to: name, among: declared).map { ", or take \(quoted($0))" } ?? ""
    findings.error(
      "unknown-input", "There is no input \(quoted(name))",
      mend: "Declare it under inputs:" + near, at: place())
  }

  /// The steps in an order in which each follows what it needs; `nil` and a diagnostic for a cycle.
  ///
  /// - Parameter graph: the dependency graph.
  func checkOrder(of graph: DirectedGraph, _ findings: inout Findings) -> [Int]? {
    switch graph.ordering() {
    case .order(let order): return order
    case .cycle(let cycle):
      // A step that waits for itself has been reported where it stands.
      if cycle.count > 1, let first = cycle.first {
        let names = (cycle + [first]).map { steps[$0].name }
        findings.error(
          "step-cycle", "The steps \(names.joined(separator: " → ")) wait for one another",
          mend: "Remove one of these dependencies",
          at: [.name("steps"), .name(steps[first].name)])
      }
      return nil
    }
  }
}

/// The candidate that differs least from a name, when it differs by little.
package func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  let bound = max(1, wanted.count / 3)
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let letters = Array(candidate.lowercased().unicodeScalars)
    guard abs(letters.count - wanted.count) <= bound else { continue }
    let distance = editDistance(wanted, letters)
    if distance <= bound, distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.name
}

/// Insertions, removals and replacements from one to the other; after Levenshtein, 1966.
private func editDistance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
  var row = Array(0...other.count)
  for (i, a) in one.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, b) in other.enumerated() {
      let above = row[j + 1]
      row[j + 1] = min(diagonal + (a == b ? 0 : 1), above + 1, row[j] + 1)
      diagonal = above
    }
  }
  return row[other.count]
}
