// Edits as text in one line: a word and what belongs to it, with a blank between. Texts stand in
// quotes, with control characters, quotes and backslashes escaped; a missing value is "-".
//
//   do 1764073200 "rename a" (rename 3 "b")
//   do 1764073260 "type" (rename 3 "c") (typed "pipeline: x\nsteps:\n  c:\n…" 3)
//   go 7

extension HistoryRecord {
  /// In one line, without its end. `init(encoded:)` reads it.
  package var encoded: [UInt8] {
    var text = RecordText()
    switch self {
    case .perform(let label, let time, let edits, let typed):
      text.word("do")
      text.word(String(time))
      text.quote(label)
      for edit in edits { text.edit(edit) }
      if let typed { text.typed(typed) }
    case .go(let moment):
      text.word("go")
      text.number(moment)
    }
    return text.bytes
  }
}

/// A line in the making.
private struct RecordText {
  var bytes: [UInt8] = []

  mutating func word(_ word: String) {
    if let last = bytes.last, last != UInt8(ascii: "("), last != UInt8(ascii: "["),
      last != UInt8(ascii: "{")
    {
      bytes.append(UInt8(ascii: " "))
    }
    bytes += Array(word.utf8)
  }

  mutating func number(_ number: Int) { word(String(number)) }
  mutating func id(_ id: StepID) { number(id.rawValue) }

  mutating func close(_ bracket: Unicode.Scalar) { bytes.append(UInt8(ascii: bracket)) }

  mutating func quote(_ text: String, mark: String = "\"") {
    word(mark)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case 0..<0x20, 0x7F:
        let digits = Array("0123456789abcdef".utf8)
        bytes += [
          UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)],
        ]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func optional(_ text: String?) {
    if let text { quote(text) } else { word("-") }
  }

  mutating func typed(_ typed: TypedText) {
    open("typed")
    quote(String(decoding: typed.bytes, as: UTF8.self))
    for step in typed.steps { id(step) }
    close(")")
  }

  mutating func edit(_ edit: Edit) {
    switch edit {
    case .insertStep(let step, let index):
      open("insert-step", index)
      self.step(step)
    case .removeStep(let id): open("remove-step", id.rawValue)
    case .renameStep(let id, let name):
      open("rename", id.rawValue)
      quote(name)
    case .setField(let id, let field, let value):
      open("set", id.rawValue)
      word(field.rawValue)
      self.value(value)
    case .setDefault(let field, let value):
      open("default")
      word(field.rawValue)
      self.value(value)
    case .setPipelineField(let field, let value):
      open("pipeline")
      word(field.rawValue)
      self.value(value)
    case .insertArgument(let id, let argument, let index):
      open("insert-argument", id.rawValue, index)
      self.argument(argument)
    case .removeArgument(let id, let index): open("remove-argument", id.rawValue, index)
    case .insertNeed(let id, let need, let index):
      open("insert-need", id.rawValue, index)
      reference(need)
    case .removeNeed(let id, let index): open("remove-need", id.rawValue, index)
    }
    close(")")
  }

  private mutating func open(_ name: String, _ numbers: Int...) {
    word("(" + name)
    for number in numbers { self.number(number) }
  }

  private mutating func step(_ step: Step) {
    id(step.id)
    quote(step.name)
    word("{")
    for field in StepField.allCases {
      guard let value = step.fields[field] else { continue }
      word(field.rawValue)
      self.value(value)
    }
    close("}")
    word("[")
    for argument in step.arguments { self.argument(argument) }
    close("]")
    word("[")
    for need in step.needs { reference(need) }
    close("]")
  }

  private mutating func argument(_ argument: Argument) {
    optional(argument.name)
    switch argument.source {
    case .step(let reference, let pick):
      word("from")
      self.reference(reference)
      optional(pick)
    case .input(let name, let pick):
      word("input")
      quote(name)
      optional(pick)
    case .constant(let value):
      word("value")
      self.value(value)
    }
  }

  private mutating func reference(_ reference: StepReference) {
    switch reference {
    case .step(let id): self.id(id)
    case .unknown(let name): quote(name)
    }
  }

  private mutating func value(_ value: Value?) {
    switch value {
    case nil: word("-")
    case .null?: word("null")
    case .boolean(let flag)?: word(flag ? "true" : "false")
    case .integer(let number)?: self.number(number)
    case .decimal(let number)?: quote(number, mark: "#\"")
    case .text(let text)?: quote(text)
    case .list(let items)?:
      word("[")
      for item in items { self.value(item) }
      close("]")
    case .mapping(let entries)?:
      word("{")
      for entry in entries {
        quote(entry.key)
        self.value(entry.value)
      }
      close("}")
    }
  }
}
