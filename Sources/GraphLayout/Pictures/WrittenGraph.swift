// A graph with what people read in its picture: names, and why one node waits for another. Where
// anything stands is the diagram's.

package struct WrittenGraph: Sendable {
  /// Why a node waits for another one.
  package enum Dependency: Hashable, Sendable {
    /// Nothing is known of it.
    case plain
    /// It takes the other one's output; these are its parameters that do so by name.
    case value(parameters: [String])
    /// It only comes later.
    case order
  }

  package struct Edge: Hashable, Sendable {
    package let from: Int
    package let to: Int
    package let dependency: Dependency

    package init(from: Int, to: Int, _ dependency: Dependency = .plain) {
      (self.from, self.to, self.dependency) = (from, to, dependency)
    }
  }

  package let title: String
  /// One for each node, each a line without control characters.
  package let names: [String]
  /// Each pair of nodes once.
  package let edges: [Edge]

  package init(title: String, names: [String], edges: [Edge]) {
    (self.title, self.names) = (title, names)
    var seen: Set<[Int]> = []
    self.edges = edges.filter { seen.insert([$0.from, $0.to]).inserted }
  }

  /// What waits for what, in sentences.
  var summary: String {
    var sources: [[Edge]] = Array(repeating: [], count: names.count)
    for edge in edges { sources[edge.to].append(edge) }
    let count = names.count == 1 ? "1 step." : "\(names.count) steps."
    return ([count] + names.indices.compactMap { sentence(names[$0], sources[$0]) })
      .joined(separator: "\n")
  }

  private func sentence(_ name: String, _ edges: [Edge]) -> String? {
    if edges.isEmpty { return nil }
    let needed = edges.map {
      $0.dependency == .order ? "\(names[$0.from]) (order only)" : names[$0.from]
    }
    return "\(name) needs \(needed.joined(separator: ", "))."
  }
}
