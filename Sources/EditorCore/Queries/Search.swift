// Finding steps by what they say: names, code, arguments and other fields.

package import PipelineModel

package struct Search: Hashable, Sendable {
  package let query: String
}

package struct SearchHit: Hashable, Sendable {
  package enum Place: Hashable, Sendable {
    case name
    case argument(Int)
    case field(StepField)
  }

  package let step: StepID
  /// The first place that matches, names first.
  package let place: Place
}

extension Editor {
  /// Steps that hold the text, in topological order. Capitals count only when the query has some.
  package func searchHits(for query: String) -> [SearchHit] {
    guard !query.isEmpty else { return [] }
    let matcher = TextMatcher(query)
    return topology.ordered.compactMap { id in
      pipeline[id].flatMap { step in
        searchPlace(in: step, matcher).map { SearchHit(step: id, place: $0) }
      }
    }
  }

  /// Keeps the query for `findNext` and selects the first hit from the selection on.
  package mutating func find(_ query: String) throws(Refusal) {
    search = Search(query: query)
    try findNext(includingSelected: true)
  }

  package mutating func findNext(count: Int = 1) throws(Refusal) {
    try findNext(count: count, includingSelected: false)
  }

  private mutating func findNext(count: Int = 1, includingSelected: Bool) throws(Refusal) {
    guard let query = search?.query else { throw .noSearch }
    let hits = searchHits(for: query)
    guard !hits.isEmpty else { throw .notFound(query) }
    let here = selection.step.flatMap { topology.ordered.firstIndex(of: $0) } ?? 0
    let places = hits.map { topology.ordered.firstIndex(of: $0.step) ?? 0 }
    let target: Int
    if let exact = places.firstIndex(of: here) {
      target = includingSelected ? exact : exact + count
    } else {
      let following = places.firstIndex { $0 > here } ?? places.count
      target = includingSelected || count > 0 ? following + max(0, count - 1) : following + count
    }
    let chosen = hits[((target % hits.count) + hits.count) % hits.count]
    select(chosen.step)
    message = .info(
      "\((hits.firstIndex(of: chosen) ?? 0) + 1) of \(hits.count): \(title(of: chosen))")
  }

  /// Goes round among the steps that have the same code or the same file and function.
  package mutating func selectSameCode(count: Int) throws(Refusal) {
    guard let step = selectedStep else { throw .noStep }
    func code(_ step: Step) -> [Value?] {
      [StepField.code, .source, .function].map { step.fields[$0] }
    }
    let wanted = code(step)
    guard wanted[0] != nil || wanted[1] != nil else {
      throw .unavailable("\(step.name) has no code yet: e writes some")
    }
    let same = topology.ordered.filter { id in pipeline[id].map(code) == wanted }
    guard same.count > 1, let place = same.firstIndex(of: step.id) else {
      throw .unavailable("no other step runs the code of \(step.name)")
    }
    let next = (place + count) % same.count
    select(same[next])
    message = .info("\(next + 1) of \(same.count) with the same code")
  }

  private func title(of hit: SearchHit) -> String {
    switch hit.place {
    case .name: name(of: hit.step)
    case .argument(let place): "\(name(of: hit.step)), argument \(place + 1)"
    case .field(let field): "\(name(of: hit.step)), \(field.rawValue)"
    }
  }

  private func searchPlace(in step: Step, _ matcher: TextMatcher) -> SearchHit.Place? {
    if matcher.matches(step.name) { return .name }
    for (place, argument) in step.arguments.enumerated() {
      if matcher.matches(ArgumentText.text(of: argument, in: pipeline)) {
        return .argument(place)
      }
    }
    for field in StepField.allCases {
      guard let value = step.fields[field] else { continue }
      if matcher.matches(FieldText.text(of: value, field.schema)) { return .field(field) }
    }
    return nil
  }

}

/// A plain search for a text; capitals count only when the query has some.
struct TextMatcher {
  private let query: [UInt8]
  private let isExact: Bool

  init(_ query: String) {
    isExact = query != query.lowercased()
    self.query = Array(query.utf8)
  }

  func matches(_ text: String) -> Bool {
    let bytes = Array((isExact ? text : text.lowercased()).utf8)
    guard bytes.count >= query.count else { return false }
    return (0...bytes.count - query.count).contains { start in
      bytes[start..<start + query.count].elementsEqual(query)
    }
  }
}
