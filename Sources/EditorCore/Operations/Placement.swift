// Where a new step goes, relative to those that are there.

import GraphAlgorithms
package import PipelineModel

package enum Placement: Hashable, Sendable {
  /// Connected to nothing.
  case alone
  /// Takes the step's output; whoever took it takes the new step's instead.
  case after(StepID)
  /// Takes the step's output beside whoever takes it already.
  case branch(StepID)
  /// Takes what the step takes and gives it on to the step.
  case before(StepID)
  /// Takes what the step takes, and is taken by whoever takes the step; behind it in the file.
  case beside(StepID)
  /// As `beside`, but before it in the file.
  case besideAbove(StepID)
  case on(StepEdge)
  /// Behind the last steps of the branch that the step is on.
  case atEnd(StepID)
  /// Before the first steps of the part that the step is in.
  case atStart(StepID)
}

extension Editor {
  /// Places after a step, the first one being what `add-after` takes unasked: a step with one
  /// successor gets the new one in between; with several it may go before all of them or beside.
  package func placements(after id: StepID) -> [Placement] {
    switch topology.targets(of: id).count {
    case 0: [.after(id)]
    case 1: [.after(id), .branch(id)]
    default: [.branch(id), .after(id)]
    }
  }

  /// All places that make sense for a new step at the selection, to choose from in turn.
  package var placements: [Placement] {
    guard let id = selection.step else { return [.alone] }
    return placements(after: id) + [.before(id), .beside(id), .atEnd(id), .atStart(id), .alone]
  }

  /// Where the next of several new steps goes: in series behind the one just added, or beside it.
  package func followingPlacement(after id: StepID, _ placement: Placement) -> Placement {
    switch placement {
    case .alone: .alone
    case .after, .on, .atEnd, .branch: .after(id)
    case .before, .atStart: .before(id)
    case .beside: .beside(id)
    case .besideAbove: .besideAbove(id)
    }
  }

  /// The place in words: "after clean, before train".
  package func summary(of placement: Placement) -> String {
    switch placement {
    case .alone: return "on its own"
    case .after(let id):
      let targets = topology.targets(of: id).map(name(of:))
      return "after \(name(of: id))" + (targets.isEmpty ? "" : ", before \(list(targets))")
    case .branch(let id): return "after \(name(of: id)), as a new branch"
    case .before(let id): return "before \(name(of: id))"
    case .beside(let id): return "beside \(name(of: id))"
    case .besideAbove(let id): return "beside \(name(of: id)), above it"
    case .on(let edge): return "between \(name(of: edge.source)) and \(name(of: edge.target))"
    case .atEnd(let id): return "after \(list(lastSteps(behind: id).map(name(of:))))"
    case .atStart(let id): return "before \(list(firstSteps(around: id).map(name(of:))))"
    }
  }

  /// Steps that nothing waits for, reached from `id`; `id` itself when nothing waits for it.
  func lastSteps(behind id: StepID) -> [StepID] {
    guard let number = topology.number(of: id) else { return [] }
    let reached = topology.graph.descendants(of: number)
    let last = reached.filter { topology.graph.successors(of: $0).isEmpty }
    return last.isEmpty ? [id] : last.map { topology.steps[$0] }
  }

  /// Steps that wait for nothing, in the part of the pipeline that hangs together with `id`.
  func firstSteps(around id: StepID) -> [StepID] {
    let first = topology.component(of: id).filter { topology.sources(of: $0).isEmpty }
    return first.isEmpty ? [id] : first
  }

  /// Names as a sentence lists them: "a, b and c"; from five on "a, b, c and 3 more".
  func list(_ names: [String]) -> String {
    switch names.count {
    case 0: "nothing"
    case 1: names[0]
    case 2...4: names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    default: names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
    }
  }
}
