// The pipeline's steps as numbers, its dependencies as a graph, and an order to walk them in.
// A draft may hold cycles: then the order is the file's.

package import GraphAlgorithms
package import PipelineModel

package struct Topology: Sendable {
  /// In the order of the file: node `i` of `graph` is `steps[i]`.
  package let steps: [StepID]
  /// From what is needed to what needs it.
  package let graph: DirectedGraph
  /// Each step after all it needs, ties in the order of the file; the file's order on a cycle.
  package let ordered: [StepID]
  package let hasCycle: Bool
  private let numbers: [StepID: Int]

  init(_ pipeline: Pipeline) {
    let steps = pipeline.steps.map(\.id)
    self.steps = steps
    graph = pipeline.dependencyGraph()
    var numbers: [StepID: Int] = [:]
    numbers.reserveCapacity(steps.count)
    for (number, id) in steps.enumerated() { numbers[id] = number }
    self.numbers = numbers
    switch graph.ordering() {
    case .order(let order):
      ordered = order.map { steps[$0] }
      hasCycle = false
    case .cycle:
      ordered = steps
      hasCycle = true
    }
  }

  package func number(of id: StepID) -> Int? { numbers[id] }

  /// Steps that `id` waits for, in the order of the file.
  package func sources(of id: StepID) -> [StepID] {
    number(of: id).map { graph.predecessors(of: $0).map { steps[$0] } } ?? []
  }

  /// Steps that wait for `id`, in the order of the file.
  package func targets(of id: StepID) -> [StepID] {
    number(of: id).map { graph.successors(of: $0).map { steps[$0] } } ?? []
  }

  package func hasEdge(_ edge: StepEdge) -> Bool {
    guard let source = number(of: edge.source), let target = number(of: edge.target) else {
      return false
    }
    return graph.successors(of: source).contains(target)
  }

  /// The steps of the part of the pipeline that hangs together with `id`.
  package func component(of id: StepID) -> [StepID] {
    guard let number = number(of: id) else { return [] }
    var isSeen = [Bool](repeating: false, count: steps.count)
    isSeen[number] = true
    var stack = [number]
    while let node = stack.popLast() {
      for next in graph.successors(of: node) where !isSeen[next] {
        isSeen[next] = true
        stack.append(next)
      }
      for next in graph.predecessors(of: node) where !isSeen[next] {
        isSeen[next] = true
        stack.append(next)
      }
    }
    return steps.indices.filter { isSeen[$0] }.map { steps[$0] }
  }
}

extension Topology {
  /// The step and all that it waits for, in the order of the file.
  package func upstream(of id: StepID) -> [StepID] {
    guard let number = number(of: id) else { return [] }
    return Set(graph.ancestors(of: number) + [number]).sorted().map { steps[$0] }
  }

  /// The steps around it between the fork before and the join behind, in the order of the flow.
  package func branch(of id: StepID) -> [StepID] {
    func only(_ steps: [StepID]) -> StepID? { steps.count == 1 ? steps[0] : nil }
    var steps = [id]
    while let first = steps.first, let before = only(sources(of: first)),
      targets(of: before).count == 1, !steps.contains(before)
    {
      steps.insert(before, at: 0)
    }
    while let last = steps.last, let next = only(targets(of: last)), sources(of: next).count == 1,
      !steps.contains(next)
    {
      steps.append(next)
    }
    return steps
  }

  /// The step and all that wait for it, in the order of the file.
  package func downstream(of id: StepID) -> [StepID] {
    guard let number = number(of: id) else { return [] }
    return Set(graph.descendants(of: number) + [number]).sorted().map { steps[$0] }
  }
}
