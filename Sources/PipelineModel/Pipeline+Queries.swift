// Questions that a draft can answer, right or wrong as it may be.

package import GraphAlgorithms

extension Pipeline {
  /// The `pipeline` key, or nothing.
  package var name: String { fields[.pipeline]?.text ?? "" }

  /// - Complexity: O(steps).
  package func index(of id: StepID) -> Int? { steps.firstIndex { $0.id == id } }

  package subscript(id: StepID) -> Step? { index(of: id).map { steps[$0] } }

  /// - Complexity: O(steps).
  package func step(named name: String) -> Step? {
    steps.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// A step's own value of a field, else the pipeline's default, else the product's.
  package func value(of field: StepField, for step: Step) -> Value? {
    step.fields[field] ?? defaults[field] ?? field.schema.defaultValue
  }

  /// An id that no step has.
  package var freshStepID: StepID { StepID((steps.map(\.id.rawValue).max() ?? -1) + 1) }

  /// How each step is called in messages and files; `unknown` names stay what they are.
  package func name(of reference: StepReference) -> String {
    switch reference {
    case .step(let id): self[id]?.name ?? ""
    case .unknown(let name): name
    }
  }

  /// The dependencies between steps as numbers: node `i` is `steps[i]`, an edge leads from what is
  /// needed to what needs it. Unknown names and repeated dependencies are left out.
  ///
  /// - Complexity: O(steps + arguments + needs).
  package func dependencyGraph() -> DirectedGraph {
    let numbers = StepNumbers(steps)
    var edges: [(from: Int, to: Int)] = []
    for (number, step) in steps.enumerated() {
      for id in step.dependencies {
        if let source = numbers[id] { edges.append((from: source, to: number)) }
      }
    }
    return DirectedGraph(count: steps.count, edges: edges)
  }
}

/// The place of each step among the steps, by its id.
struct StepNumbers {
  /// By the ids' raw values, -1 for ids that no step has: ids are small integers as a rule.
  private var dense: [Int32] = []
  /// The steps whose ids are not.
  private var sparse: [StepID: Int] = [:]

  init(_ steps: [Step]) {
    dense = [Int32](repeating: -1, count: 2 * steps.count)
    for (number, step) in steps.enumerated() {
      if dense.indices.contains(step.id.rawValue) {
        dense[step.id.rawValue] = Int32(number)
      } else {
        sparse[step.id] = number
      }
    }
  }

  subscript(id: StepID) -> Int? {
    guard dense.indices.contains(id.rawValue) else { return sparse[id] }
    let number = dense[id.rawValue]
    return number < 0 ? nil : Int(number)
  }
}

extension Step {
  /// The known steps that this one waits for: those its arguments name, then its `needs`, each once.
  package var dependencies: [StepID] {
    let named = arguments.lazy.compactMap { argument in
      if case .step(.step(let id), _) = argument.source { id } else { nil }
    }
    let needed = needs.lazy.compactMap { need in
      if case .step(let id) = need { id } else { nil }
    }
    return Array(named).withoutRepeats(adding: needed)
  }

  /// Where the step is pinned on the grid; `nil` lets the layout choose.
  package var position: GridPosition? {
    guard let list = fields[.at]?.list, list.count == 2, let column = list[0].integer,
      let row = list[1].integer, column >= 0, row >= 0
    else { return nil }
    return GridPosition(column: column, row: row)
  }
}

extension GridPosition {
  /// As the `at` key holds it.
  package var value: Value { .list([.integer(column), .integer(row)]) }
}

extension Array where Element: Hashable {
  /// All elements and then those of `others`, each where it stands first.
  ///
  /// - Complexity: O(elements).
  func withoutRepeats(adding others: some Sequence<Element>) -> [Element] {
    var found = self + others
    guard found.count > 8 else {
      // Comparing so few is faster than hashing them.
      for index in found.indices.reversed() where found[..<index].contains(found[index]) {
        found.remove(at: index)
      }
      return found
    }
    var seen: Set<Element> = []
    found.removeAll { !seen.insert($0).inserted }
    return found
  }
}
