// Reads what RecordEncoding.swift writes. Anything else is refused: a recovery journal that is
// damaged must not become another document.

extension HistoryRecord {
  /// `nil` when the text is no record.
  package init?(encoded text: [UInt8]) {
    var reader = RecordReader(text[...])
    guard let record = reader.record(), reader.isAtEnd else { return nil }
    self = record
  }
}

private struct RecordReader {
  private var rest: ArraySlice<UInt8>
  private var depth = 0

  init(_ text: ArraySlice<UInt8>) { rest = text }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func record() -> HistoryRecord? {
    switch word() {
    case "do"?:
      guard let time = word().flatMap({ Int64($0) }), let label = quoted() else { return nil }
      var edits: [Edit] = []
      while !isAtEnd {
        guard take("("), let name = word() else { return nil }
        if name == "typed" {
          guard let typed = typed(), isAtEnd else { return nil }
          return .perform(label, time: time, edits, typed: typed)
        }
        guard let edit = edit(named: name), take(")") else { return nil }
        edits.append(edit)
      }
      return .perform(label, time: time, edits, typed: nil)
    case "go"?: return number().map { .go($0) }
    default: return nil
    }
  }

  // MARK: Parts

  /// What follows the word.
  private mutating func typed() -> TypedText? {
    guard let text = quoted(), let steps = items(until: ")", { $0.id() }) else { return nil }
    return TypedText(Array(text.utf8), steps: steps)
  }

  private mutating func edit(named name: String) -> Edit? {
    switch name {
    case "insert-step":
      guard let index = number(), let step = step() else { return nil }
      return .insertStep(step, at: index)
    case "remove-step": return id().map { .removeStep($0) }
    case "rename":
      guard let id = id(), let name = quoted() else { return nil }
      return .renameStep(id, to: name)
    case "set":
      guard let id = id(), let field = field(), let value = optionalValue() else { return nil }
      return .setField(id, field, value.value)
    case "default":
      guard let field = field(), let value = optionalValue() else { return nil }
      return .setDefault(field, value.value)
    case "pipeline":
      guard let field = word().flatMap({ PipelineField(rawValue: $0) }),
        let value = optionalValue()
      else { return nil }
      return .setPipelineField(field, value.value)
    case "insert-argument":
      guard let id = id(), let index = number(), let argument = argument() else { return nil }
      return .insertArgument(id, argument, at: index)
    case "insert-need":
      guard let id = id(), let index = number(), let need = reference() else { return nil }
      return .insertNeed(id, need, at: index)
    case "remove-argument", "remove-need":
      guard let id = id(), let index = number() else { return nil }
      return name == "remove-need" ? .removeNeed(id, at: index) : .removeArgument(id, at: index)
    default: return nil
    }
  }

  private mutating func step() -> Step? {
    guard let id = id(), let name = quoted(), take("{") else { return nil }
    var fields: StepFields = [:]
    while !take("}") {
      guard let field = field(), let value = value() else { return nil }
      fields[field] = value
    }
    guard take("["), let arguments = items(until: "]", { $0.argument() }), take("["),
      let needs = items(until: "]", { $0.reference() })
    else { return nil }
    return Step(id: id, name: name, fields: fields, arguments: arguments, needs: needs)
  }

  private mutating func argument() -> Argument? {
    guard let name = optionalText(), let kind = word() else { return nil }
    switch kind {
    case "from":
      guard let reference = reference(), let pick = optionalText() else { return nil }
      return Argument(name: name.text, .step(reference, pick: pick.text))
    case "input":
      guard let input = quoted(), let pick = optionalText() else { return nil }
      return Argument(name: name.text, .input(input, pick: pick.text))
    case "value": return value().map { Argument(name: name.text, .constant($0)) }
    default: return nil
    }
  }

  private mutating func reference() -> StepReference? {
    skipBlank()
    if rest.first == UInt8(ascii: "\"") { return quoted().map { .unknown($0) } }
    return id().map { .step($0) }
  }

  private mutating func optionalValue() -> (value: Value?, Void)? {
    if take("-", wholeWord: true) { return (nil, ()) }
    return value().map { ($0, ()) }
  }

  private mutating func optionalText() -> (text: String?, Void)? {
    if take("-", wholeWord: true) { return (nil, ()) }
    return quoted().map { ($0, ()) }
  }

  private mutating func value() -> Value? {
    // Far deeper than any file may be.
    guard depth < 1000 else { return nil }
    depth += 1
    defer { depth -= 1 }
    if take("[") { return items(until: "]") { $0.value() }.map { .list($0) } }
    if take("{") { return items(until: "}") { $0.entry() }.map { .mapping($0) } }
    if take("#") { return quoted().map { .decimal($0) } }
    skipBlank()
    if rest.first == UInt8(ascii: "\"") { return quoted().map { .text($0) } }
    switch word() {
    case nil: return nil
    case "null"?: return .null
    case "true"?: return .boolean(true)
    case "false"?: return .boolean(false)
    case let word?: return Int(word).map { .integer($0) }
    }
  }

  private mutating func entry() -> Value.Entry? {
    guard let key = quoted(), let value = value() else { return nil }
    return Value.Entry(key, value)
  }

  // MARK: Tokens

  private mutating func id() -> StepID? { number().map { StepID($0) } }
  private mutating func number() -> Int? { word().flatMap { Int($0) } }
  private mutating func field() -> StepField? { word().flatMap { StepField(rawValue: $0) } }

  private mutating func items<Item>(
    until bracket: Unicode.Scalar, _ item: (inout RecordReader) -> Item?
  ) -> [Item]? {
    var found: [Item] = []
    while !take(bracket) {
      guard let next = item(&self) else { return nil }
      found.append(next)
    }
    return found
  }

  private mutating func skipBlank() { rest = rest.drop { $0 == UInt8(ascii: " ") } }

  private mutating func take(_ sign: Unicode.Scalar, wholeWord: Bool = false) -> Bool {
    skipBlank()
    guard rest.first == UInt8(ascii: sign) else { return false }
    if wholeWord, let next = rest.dropFirst().first, !RecordReader.endsWord(next) { return false }
    rest.removeFirst()
    return true
  }

  private static func endsWord(_ byte: UInt8) -> Bool { " ()[]{}\"".utf8.contains(byte) }

  private mutating func word() -> String? {
    skipBlank()
    let word = rest.prefix { !RecordReader.endsWord($0) }
    guard !word.isEmpty else { return nil }
    rest = rest.dropFirst(word.count)
    return String(decoding: word, as: UTF8.self)
  }

  private mutating func quoted() -> String? {
    skipBlank()
    guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return String(validating: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let escaped = escapedByte() else { return nil }
      text.append(escaped)
    }
    return nil
  }

  private mutating func escapedByte() -> UInt8? {
    switch rest.popFirst() {
    case UInt8(ascii: "n")?: return 0x0A
    case UInt8(ascii: "x")?:
      let digits = rest.prefix(2)
      rest = rest.dropFirst(2)
      return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    case let byte? where byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\"): return byte
    default: return nil
    }
  }
}
