// The part of an output that an argument takes: `pick: a.b[0]`.

/// A way into a JSON value, never empty.
///
/// Grammar: `name ("." name | "[" index "]")*`, where the first part may also be an index and a
/// name is made of letters, digits, `_` and `-`, or is any text in `["…"]`.
package struct PickPath: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case key(String)
    /// Counted from 0.
    case index(Int)
  }

  package let parts: [Part]

  /// `nil` when the text does not follow the grammar.
  package init?(_ text: String) {
    var reader = PickReader(rest: Substring(text))
    guard let parts = reader.parts() else { return nil }
    self.parts = parts
  }

  /// The value at the end of the path; `nil` when it leads nowhere.
  package func pick(from value: Value) -> Value? {
    var current = value
    for part in parts {
      switch part {
      case .key(let key):
        guard let next = current[key] else { return nil }
        current = next
      case .index(let index):
        guard let list = current.list, list.indices.contains(index) else { return nil }
        current = list[index]
      }
    }
    return current
  }
}

private struct PickReader {
  var rest: Substring

  mutating func parts() -> [PickPath.Part]? {
    guard let first = rest.first, let start = first == "[" ? bracket() : name() else { return nil }
    var parts = [start]
    while let next = rest.first {
      guard next == "[" || next == "." else { return nil }
      if next == "." { rest.removeFirst() }
      guard let part = next == "[" ? bracket() : name() else { return nil }
      parts.append(part)
    }
    return parts
  }

  private mutating func name() -> PickPath.Part? {
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    guard !name.isEmpty else { return nil }
    rest.removeFirst(name.count)
    return .key(String(name))
  }

  private mutating func bracket() -> PickPath.Part? {
    rest.removeFirst()
    if rest.first == "\"" {
      rest.removeFirst()
      guard let end = rest.firstIndex(of: "\"") else { return nil }
      let key = String(rest[..<end])
      rest = rest[rest.index(after: end)...]
      guard rest.popFirst() == "]" else { return nil }
      return .key(key)
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest.removeFirst(digits.count)
    guard let index = Int(digits), rest.popFirst() == "]" else { return nil }
    return .index(index)
  }
}
