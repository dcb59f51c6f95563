// Gathers the members of an object and notices a key that stands twice, without comparing each key
// with all others. Keys are compared by their bytes.

struct JSONMembers {
  private(set) var list: [JSON.Member] = []
  /// Where each key stands in `list`; kept only for objects too large to look through.
  private var places: [KeyBytes: Int] = [:]
  private static let small = 8

  /// - Returns: whether the key is new; if not, its value is replaced.
  mutating func add(_ key: String, _ value: JSON) -> Bool {
    if let place = place(of: key) {
      list[place].value = value
      return false
    }
    if list.count >= Self.small { places[KeyBytes(text: key)] = list.count }
    list.append(JSON.Member(key, value))
    return true
  }

  private mutating func place(of key: String) -> Int? {
    if list.count < Self.small {
      return list.firstIndex { $0.key.hasSameBytes(as: key) }
    }
    if places.isEmpty {
      for (place, member) in list.enumerated() { places[KeyBytes(text: member.key)] = place }
    }
    return places[KeyBytes(text: key)]
  }
}

/// A text that is equal to another one only when their bytes are.
private struct KeyBytes: Hashable {
  let text: String

  static func == (one: Self, other: Self) -> Bool {
    one.text.hasSameBytes(as: other.text)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(bytes: text) }
}
