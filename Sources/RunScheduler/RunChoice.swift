// Which steps of a pipeline a run executes, and which results of an earlier run take the place of the
// others. Knows no files: whether a result is at hand is asked of the caller.

import GraphAlgorithms
package import PipelineModel

/// What a person asks for.
package enum RunSelection: Hashable, Sendable {
  case all
  /// These steps alone, with the kept results of what they need.
  case only([StepID])
  /// These steps and all that hangs on them; of the rest, those without a kept result too.
  case from([StepID])
}

/// What happens to each step of one run. Steps are named by their place in `CheckedPipeline.steps`.
package struct RunChoice: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case runs
    /// It counts as having succeeded.
    case isGiven
    case isLeftOut
  }

  private let given: Set<Int>
  private let leftOut: Set<Int>
  /// Steps whose results are needed and not at hand, in the order of the file: it can't be run so.
  package let missing: [Int]

  package static let all = RunChoice(given: [], leftOut: [], missing: [])

  package func part(of step: Int) -> Part {
    if given.contains(step) { return .isGiven }
    return leftOut.contains(step) ? .isLeftOut : .runs
  }

  private init(given: Set<Int>, leftOut: Set<Int>, missing: [Int]) {
    self.given = given
    self.leftOut = leftOut
    self.missing = missing
  }

  /// A result is taken only when all that its step needs was taken too, so that nothing old follows
  /// on something new.
  ///
  /// - Parameter take: whether a kept result of the step fits; asked once for each step at most, and
  ///   of what a step needs before the step itself.
  package init(
    _ selection: RunSelection, of pipeline: CheckedPipeline, taking take: (Int) -> Bool
  ) {
    let chosen: Set<Int>
    switch selection {
    case .all:
      self = .all
      return
    case .only(let ids):
      chosen = Set(pipeline.steps.indices.filter { ids.contains(pipeline.steps[$0].id) })
    case .from(let ids):
      let starts = pipeline.steps.indices.filter { ids.contains(pipeline.steps[$0].id) }
      chosen = pipeline.steps(hangingOn: starts)
    }
    let isOnly = if case .only = selection { true } else { false }
    let wanted = isOnly ? pipeline.steps(neededBy: chosen) : Set(pipeline.steps.indices)
    var taken: Set<Int> = []
    for step in pipeline.order where wanted.contains(step) && !chosen.contains(step) {
      let needs = pipeline.graph.predecessors(of: step)
      if needs.allSatisfy(taken.contains), take(step) { taken.insert(step) }
    }
    let direct = Set(chosen.flatMap { pipeline.graph.predecessors(of: $0) })
    self.init(
      given: taken,
      leftOut: isOnly ? Set(pipeline.steps.indices).subtracting(chosen).subtracting(taken) : [],
      missing: isOnly ? direct.subtracting(chosen).subtracting(taken).sorted() : [])
  }
}

extension CheckedPipeline {
  /// The steps and all that needs them, directly or not.
  fileprivate func steps(hangingOn steps: [Int]) -> Set<Int> {
    closure(of: steps) { graph.successors(of: $0) }
  }

  /// The steps and all that they need, directly or not.
  fileprivate func steps(neededBy steps: Set<Int>) -> Set<Int> {
    closure(of: Array(steps)) { graph.predecessors(of: $0) }
  }

  private func closure(of steps: [Int], _ next: (Int) -> ArraySlice<Int>) -> Set<Int> {
    var found = Set(steps)
    var unvisited = steps
    while let step = unvisited.popLast() {
      for other in next(step) where found.insert(other).inserted { unvisited.append(other) }
    }
    return found
  }
}
