// Whether a text is a path into JSON, and which variable it starts from. Resolves nothing.
// Sources: Amazon States Language, "Paths" and "Reference Paths"; the dialect is Jayway JsonPath's
// (`$.a.[0]`, `..`, slices with negative ends, `?( )`).

/// How much of the syntax a field takes.
enum PathForm: Sendable {
  /// Any path: InputPath, OutputPath, payload templates.
  case path
  /// A path to one place: no `*`, `..`, lists, slices and filters.
  case reference
  /// A reference path into the state's own data: not the context, not a variable.
  case resultReference
}

struct PathSyntax {
  private let bytes: ArraySlice<UInt8>
  private let form: PathForm
  private var offset: Int
  /// The name after `$` in `$name.a[0]`; `nil` for the input and the context.
  private(set) var variable: String?

  init(_ bytes: ArraySlice<UInt8>, _ form: PathForm) {
    var end = bytes.endIndex
    while end > bytes.startIndex, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    self.bytes = bytes[..<end]
    self.form = form
    self.offset = bytes.startIndex
  }

  /// What is wrong, as the end of a sentence that begins with the path; `nil` when nothing is.
  ///
  /// - Complexity: O(bytes).
  mutating func problem() -> String? {
    guard next == UInt8(ascii: "$") else { return "doesn't begin with $" }
    offset += 1
    if let problem = root() { return problem }
    while let byte = next {
      offset += 1
      let problem: String?
      switch byte {
      case UInt8(ascii: "."): problem = dotted()
      case UInt8(ascii: "["): problem = bracketed()
      default: problem = "has \(shown(byte)) where . or [ should be"
      }
      if let problem { return problem }
    }
    return nil
  }

  private var next: UInt8? { offset < bytes.endIndex ? bytes[offset] : nil }
  private var isReference: Bool { form != .path }

  /// After the first `$`: a second one for the context object, or a variable's name.
  private mutating func root() -> String? {
    if next == UInt8(ascii: "$") {
      offset += 1
      if form == .resultReference {
        return "points into the context object, which can't be changed"
      }
      return nil
    }
    let start = offset
    while let byte = next, byte != UInt8(ascii: "."), byte != UInt8(ascii: "[") { offset += 1 }
    guard offset > start else { return nil }
    let name = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard VariableName.isSyntax(name) else { return "has \"\(name)\" where . or [ should be" }
    variable = name
    return form == .resultReference ? "names a variable; only Assign sets variables" : nil
  }

  /// After a dot.
  private mutating func dotted() -> String? {
    if next == UInt8(ascii: ".") {
      if isReference { return "searches with .., and only one place may be meant here" }
      offset += 1
    }
    guard let byte = next else { return "ends with a dot" }
    if byte == UInt8(ascii: "[") { return nil }
    if byte == UInt8(ascii: "*"), isNameEnd(offset + 1) {
      offset += 1
      return isReference ? "has *, and only one place may be meant here" : nil
    }
    return name()
  }

  private func isNameEnd(_ place: Int) -> Bool {
    place >= bytes.endIndex || bytes[place] == UInt8(ascii: ".")
      || bytes[place] == UInt8(ascii: "[")
  }

  private mutating func name() -> String? {
    let start = offset
    while let byte = next, byte != UInt8(ascii: "."), byte != UInt8(ascii: "[") {
      switch byte {
      case UInt8(ascii: "\\"):
        offset += 1
        if next == nil { return "ends with an open \\" }
      case UInt8(ascii: " "): return "has a blank in a name; such a name is written ['like this']"
      case UInt8(ascii: "("):
        if let problem = balanced(to: ")") { return problem }
        continue
      case UInt8(ascii: "@"), UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "*"),
        UInt8(ascii: ":"):
        if isReference { return "has \(shown(byte)), and only one place may be meant here" }
      case UInt8(ascii: "]"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: ")"):
        return "has \(shown(byte)) in a name"
      default: break
      }
      offset += 1
    }
    return offset == start ? "has two dots or brackets without a name between them" : nil
  }

  /// After an opening bracket.
  private mutating func bracketed() -> String? {
    skipBlanks()
    guard let byte = next else { return "has a [ that is not closed" }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return quotedNames()
    case UInt8(ascii: "*"):
      offset += 1
      if isReference { return "has [*], and only one place may be meant here" }
      return close()
    case UInt8(ascii: "?"):
      offset += 1
      if isReference { return "has a filter, and only one place may be meant here" }
      skipBlanks()
      guard next == UInt8(ascii: "(") else { return "has ? without ( after it" }
      return balanced(to: ")") ?? close()
    case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return indexes()
    default: return "has \(shown(byte)) after [, where a quote, a number, * or ? should be"
    }
  }

  private mutating func quotedNames() -> String? {
    while true {
      guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
        return "needs a name in quotes after the comma"
      }
      if let problem = quoted() { return problem }
      skipBlanks()
      guard next == UInt8(ascii: ",") else { return close() }
      if isReference { return "lists several names, and only one place may be meant here" }
      offset += 1
      skipBlanks()
    }
  }

  /// Takes a text in quotes, whose first quote is the next byte.
  private mutating func quoted() -> String? {
    let quote = bytes[offset]
    offset += 1
    while let byte = next {
      offset += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == quote { return nil }
    }
    offset = bytes.endIndex
    return "has a quote that is not closed"
  }

  /// `0`, `-1`, `0,2`, `1:3`, `::2`.
  private mutating func indexes() -> String? {
    let start = offset
    while let byte = next, byte != UInt8(ascii: "]") { offset += 1 }
    let text = bytes[start..<offset]
    let isList = text.contains(UInt8(ascii: ","))
    let isSlice = text.contains(UInt8(ascii: ":"))
    if isReference, isList || isSlice {
      return "takes several items, and only one place may be meant here"
    }
    let separator = isList ? UInt8(ascii: ",") : UInt8(ascii: ":")
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard !(isList && isSlice), parts.count <= 3 || isList,
      parts.allSatisfy({ isIndex($0) || isSlice && $0.allSatisfy { $0 == UInt8(ascii: " ") } })
    else {
      return "has [\(String(decoding: text, as: UTF8.self))], which is no index"
    }
    return close()
  }

  private func isIndex(_ part: ArraySlice<UInt8>) -> Bool {
    var digits = part.drop { $0 == UInt8(ascii: " ") }
    while digits.last == UInt8(ascii: " ") { digits.removeLast() }
    if digits.first == UInt8(ascii: "-") { digits.removeFirst() }
    return !digits.isEmpty && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
  }

  /// Takes what stands in parentheses or brackets, quotes and nested ones included. The opening one
  /// is the next byte.
  private mutating func balanced(to closing: Unicode.Scalar) -> String? {
    var depth = 0
    while let byte = next {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        if let problem = quoted() { return problem }
        continue
      default: break
      }
      offset += 1
      if depth == 0 { return nil }
    }
    return "has a bracket that is not closed with \(closing)"
  }

  private mutating func close() -> String? {
    skipBlanks()
    guard next == UInt8(ascii: "]") else { return "has a [ that is not closed" }
    offset += 1
    return nil
  }

  private mutating func skipBlanks() {
    while next == UInt8(ascii: " ") { offset += 1 }
  }

  private func shown(_ byte: UInt8) -> String {
    (0x21..<0x7F).contains(byte) ? "'\(Unicode.Scalar(byte))'" : "another character"
  }
}

/// Names of variables: Unicode identifiers of at most 80 characters.
/// Source: Amazon States Language, "State Machine Variables"; Unicode Standard Annex 31.
enum VariableName {
  static let maximumLength = 80

  static func isSyntax(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.properties.isIDStart else { return false }
    return name.unicodeScalars.allSatisfy { $0.properties.isIDContinue }
  }
}
