// The ways YAML can write one and the same thing.

package enum ScalarStyle: Hashable, Sendable {
  /// Without quotes.
  case plain
  case singleQuoted
  case doubleQuoted
  /// Block scalar `|`: line ends are kept.
  case literal
  /// Block scalar `>`: line ends become spaces.
  case folded

  package var isBlock: Bool { self == .literal || self == .folded }
  package var isQuoted: Bool { self == .singleQuoted || self == .doubleQuoted }
}

package enum CollectionStyle: Hashable, Sendable {
  /// One entry per line, nested by indentation.
  case block
  /// In brackets or braces.
  case flow
}
