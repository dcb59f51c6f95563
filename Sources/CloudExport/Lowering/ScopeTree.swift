// A series-parallel tree as the chains of states that a machine is made of: a chain at the top, and
// one for each branch of a Parallel. Each chain is a scope of variables.

import GraphAlgorithms

struct ScopeTree {
  /// The top comes first, each scope before those inside it.
  private(set) var scopes: [Scope] = []
  /// The scope that each step is a state of.
  private(set) var home: [Int]
  /// Which state of its home each step is.
  private(set) var place: [Int]

  struct Scope {
    /// The scope around it, and which of that one's states holds it; -1 for the top.
    let parent: Int
    let place: Int
    /// 0 for the top.
    let depth: Int
    /// Run one after another; never empty.
    var items: [Item] = []

    var last: Int { items.count - 1 }
  }

  enum Item {
    case step(Int)
    /// Scopes, by their order as branches.
    case parallel([Int])
  }

  /// - Precondition: `tree` has each of the steps `0..<count` once, and there is one.
  init(_ tree: SeriesParallelTree, count: Int) {
    home = [Int](repeating: 0, count: count)
    place = home
    _ = addScope(tree, parent: -1, place: -1, depth: 0)
  }

  private mutating func addScope(
    _ tree: SeriesParallelTree, parent: Int, place: Int, depth: Int
  ) -> Int {
    let number = scopes.count
    scopes.append(Scope(parent: parent, place: place, depth: depth))
    let parts: [SeriesParallelTree] = if case .series(let parts) = tree { parts } else { [tree] }
    for (index, part) in parts.enumerated() {
      let item = item(of: part, in: number, at: index)
      scopes[number].items.append(item)
    }
    return number
  }

  private mutating func item(of part: SeriesParallelTree, in scope: Int, at index: Int) -> Item {
    switch part {
    case .step(let step):
      home[step] = scope
      place[step] = index
      return .step(step)
    case .parallel(let branches):
      let depth = scopes[scope].depth + 1
      return .parallel(
        branches.map { addScope($0, parent: scope, place: index, depth: depth) })
    case .series: preconditionFailure("a series holds a series")
    }
  }

  /// How deep the innermost scope lies that holds both.
  func commonDepth(_ one: Int, _ other: Int) -> Int {
    var (one, other) = (one, other)
    while scopes[one].depth > scopes[other].depth { one = scopes[one].parent }
    while scopes[other].depth > scopes[one].depth { other = scopes[other].parent }
    while one != other {
      one = scopes[one].parent
      other = scopes[other].parent
    }
    return scopes[one].depth
  }

  /// The step that stands first in a scope, in its first branch if it begins with several.
  func firstStep(of scope: Int) -> Int {
    switch scopes[scope].items[0] {
    case .step(let step): step
    case .parallel(let branches): firstStep(of: branches[0])
    }
  }
}
