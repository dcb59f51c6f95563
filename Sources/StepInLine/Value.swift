// Constants, as YAML's core schema and JSON both have them.

/// A value that a step can be given: what JSON can say. Literals of Swift can be written in its place.
public enum Value: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// A number that `Int` does not hold, as JSON writes it: `1.5`, `1e30`.
  case decimal(String)
  case text(String)
  case list([Value])
  /// Keys in their order; none stands twice.
  case mapping([Entry])

  public struct Entry: Hashable, Sendable {
    public var key: String
    public var value: Value

    public init(_ key: String, _ value: Value) {
      self.key = key
      self.value = value
    }
  }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// - Precondition: the number is finite, since JSON has no other.
  public init(floatLiteral value: Double) {
    precondition(value.isFinite, "JSON has no \(value)")
    self = .decimal(String(describing: value))
  }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(arrayLiteral values: Value...) { self = .list(values) }
  /// Of two values of one key the last counts, at the place of the first.
  public init(dictionaryLiteral pairs: (String, Value)...) {
    var entries: [Entry] = []
    for (key, value) in pairs {
      if let place = entries.firstIndex(where: { $0.key == key }) {
        entries[place].value = value
      } else {
        entries.append(Entry(key, value))
      }
    }
    self = .mapping(entries)
  }
}
