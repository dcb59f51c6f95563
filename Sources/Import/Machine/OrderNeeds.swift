// What steps must wait for beside the outputs that they take, so that the order of a machine is kept.

import CloudExport
import GraphAlgorithms
import PipelineModel
import StatesLanguage

struct OrderNeeds {
  /// The steps that end right before each.
  let after: [[Int]]
  /// The steps whose outputs each takes, of those before it.
  let takes: [[Int]]

  /// For each step the waits that its arguments, and what those wait for, do not bring already.
  var all: [[Int]] {
    var edges: [(from: Int, to: Int)] = []
    for step in after.indices {
      for other in Set(after[step] + takes[step]).sorted() { edges.append((other, step)) }
    }
    let reduced = DirectedGraph(count: after.count, edges: edges).transitiveReduction()
    return after.indices.map { step in
      reduced.predecessors(of: step).filter { !takes[step].contains($0) }
    }
  }
}

extension Pipeline {
  /// The same pipeline with these waits, by the ids of steps.
  func with(needs: [[Int]]) -> Pipeline {
    var steps = steps
    for index in steps.indices {
      steps[index].needs = needs[steps[index].id.rawValue].map { .step(StepID($0)) }
    }
    return Pipeline(fields: fields, defaults: defaults, steps: steps)
  }

  /// The fewest waits with which this program makes the machine that was imported; all of them when it
  /// makes another one.
  ///
  /// The planner may let a step wait for more than it needs. Which of the waits are the person's can be
  /// told by making the machine anew.
  ///
  /// - Parameters:
  ///   - needs: all that the machine's order asks for.
  ///   - isSame: whether a pipeline becomes the machine that was imported.
  func with(fewestOf needs: [[Int]], isSame: (Pipeline) -> Bool) -> Pipeline {
    let none = with(needs: needs.map { _ in [] })
    if isSame(none) { return none }
    var kept = needs
    guard isSame(with(needs: kept)), needs.reduce(0, { $0 + $1.count }) <= 200 else {
      return with(needs: needs)
    }
    for step in needs.indices {
      for need in needs[step] {
        var fewer = kept
        fewer[step].removeAll { $0 == need }
        if isSame(with(needs: fewer)) { kept = fewer }
      }
    }
    return with(needs: kept)
  }
}

extension JSON {
  /// A machine without what does not change what runs: comments, and Terraform's spelling of `${`.
  var withoutComments: JSON {
    switch self {
    case .object(let members):
      .object(
        members.compactMap { member in
          member.key == "Comment" ? nil : Member(member.key, member.value.withoutComments)
        })
    case .array(let items): .array(items.map(\.withoutComments))
    case .null, .bool, .integer, .number, .string: self
    }
  }
}
