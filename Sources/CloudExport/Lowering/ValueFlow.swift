// Where the outputs of steps must be kept, and which branches they must leave: only what somebody
// later reads goes anywhere. Says nothing about how they are called or written.

import PipelineModel

struct ValueFlow {
  /// For each scope the steps inside it whose outputs leave at its end, ascending. What leaves the
  /// top is the machine's result.
  private(set) var leaving: [[Int]]
  /// For each step the depths of the scopes that keep its output in a variable, from its home
  /// outward.
  private(set) var keptAt: [[Int]]

  /// - Parameter results: steps whose outputs the machine gives back, ascending.
  /// - Complexity: O((steps + arguments) × depth of the tree).
  init(_ pipeline: CheckedPipeline, results: [Int], in tree: ScopeTree) {
    leaving = [[Int]](repeating: [], count: tree.scopes.count)
    keptAt = [[Int]](repeating: [], count: pipeline.steps.count)
    var reach = [Int](repeating: .max, count: pipeline.steps.count)
    for (reader, step) in pipeline.steps.enumerated() {
      for case .step(let source, _) in step.arguments.lazy.map(\.source) {
        reach[source] = min(reach[source], tree.commonDepth(tree.home[source], tree.home[reader]))
      }
    }
    for step in results { reach[step] = -1 }
    for step in reach.indices where reach[step] < .max {
      travel(step, to: reach[step], in: tree)
    }
  }

  /// From the step's home outward. Where the last state of a scope brings an output, nobody there
  /// can read it any more, and it goes on without a variable.
  ///
  /// - Parameter depth: of the outermost scope with a reader; -1 if the machine gives it back.
  private mutating func travel(_ step: Int, to depth: Int, in tree: ScopeTree) {
    var scope = tree.home[step]
    var place = tree.place[step]
    while scope >= 0, tree.scopes[scope].depth >= depth {
      let current = tree.scopes[scope]
      if place < current.last { keptAt[step].append(current.depth) }
      if current.depth > depth { leaving[scope].append(step) }
      (scope, place) = (current.parent, current.place)
    }
  }
}
