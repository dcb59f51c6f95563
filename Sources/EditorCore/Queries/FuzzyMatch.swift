// Picking by part of a name: how well a typed text fits a name, and which steps fit best.

package import PipelineModel

package struct FuzzyMatch: Hashable, Sendable {
  /// Larger fits better.
  package let score: Int
  /// Places of the name's characters that the query stands for, from 0, ascending.
  package let places: [Int]

  /// `nil` when the name does not hold the query's characters in their order.
  package init?(_ query: String, in name: String) {
    let wanted = Array(query.lowercased())
    let letters = Array(name)
    let small = letters.map { Character($0.lowercased()) }
    var places: [Int] = []
    var score = 0
    var next = 0
    for letter in wanted {
      guard let place = small[next...].firstIndex(of: letter) else { return nil }
      let isStart = place == 0 || "-_ ./".contains(letters[place - 1])
      let isRun = place == next && place > 0
      score += (isRun ? 8 : 0) + (isStart ? 10 : 0) - min(place - next, 5)
      places.append(place)
      next = place + 1
    }
    self.score = score - letters.count / 8
    self.places = places
  }
}

package struct StepMatch: Hashable, Sendable {
  package let step: StepID
  package let match: FuzzyMatch
}

extension Editor {
  /// Steps whose name fits, best first; of equals the nearest to the selection in the graph.
  package func matches(_ query: String) -> [StepMatch] {
    pipeline.steps.compactMap { step in
      FuzzyMatch(query, in: step.name).map { StepMatch(step: step.id, match: $0) }
    }.sorted { $0.match.score > $1.match.score }
  }
}
