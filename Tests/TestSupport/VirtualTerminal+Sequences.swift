// Reads what a program sends: text, control characters and sequences (ECMA-48; "XTerm Control
// Sequences"; console_codes(4)). What they do is in VirtualTerminal.swift.

extension VirtualTerminal {
  enum Parser: Hashable, Sendable {
    case ground
    case escape
    /// Bytes between `ESC [` and the final.
    case sequence([UInt8])
    /// A string such as a title; an Escape may have begun its end.
    case string(kind: UInt8, [UInt8], isEscapeSeen: Bool)
    /// `ESC (` or another that one byte follows.
    case charset(UInt8)
    case character([UInt8], missing: Int)
  }

  package mutating func receive(_ text: String) { receive(Array(text.utf8)) }

  package mutating func receive(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      bytesReceived += 1
      receive(byte)
    }
  }

  private mutating func receive(_ byte: UInt8) {
    switch parser {
    case .ground: receiveText(byte)
    case .escape: receiveAfterEscape(byte)
    case .sequence(let bytes):
      if byte >= 0x40 && byte <= 0x7E {
        parser = .ground
        perform(ControlSequence(bytes, final: byte))
      } else {
        parser = .sequence(bytes + [byte])
      }
    case .string(let kind, let bytes, let isEscapeSeen):
      receiveInString(byte, kind, bytes, isEscapeSeen)
    case .charset(let which):
      parser = .ground
      if which == UInt8(ascii: "(") { charsets[0] = byte == UInt8(ascii: "0") }
      if which == UInt8(ascii: ")") { charsets[1] = byte == UInt8(ascii: "0") }
    case .character(let bytes, let missing):
      let all = bytes + [byte]
      parser = missing > 1 ? .character(all, missing: missing - 1) : .ground
      if missing == 1, let scalar = String(decoding: all, as: UTF8.self).unicodeScalars.first {
        put(scalar)
      }
    }
  }

  private mutating func receiveText(_ byte: UInt8) {
    switch byte {
    case 0x1B: parser = .escape
    case 0x0D: move(x: 0, y: grid.y)
    case 0x0A, 0x0B, 0x0C:
      lineFeed()
      isWrapDue = false
    case 0x08: move(x: grid.x - 1, y: grid.y)
    case 0x09: move(x: (grid.x / 8 + 1) * 8, y: grid.y)
    case 0x0E: activeCharset = 1
    case 0x0F: activeCharset = 0
    case 0x00, 0x07: break
    case 0x20..<0x7F: put(charsets[activeCharset] ? lineSign(byte) : Unicode.Scalar(byte))
    case 0xC2...0xDF: parser = .character([byte], missing: 1)
    case 0xE0...0xEF: parser = .character([byte], missing: 2)
    case 0xF0...0xF4: parser = .character([byte], missing: 3)
    default:
      unknown.append("byte \(String(byte, radix: 16))")
      put("\u{FFFD}")
    }
  }

  /// The DEC special graphics: lines and a few signs in the place of ` to ~.
  private func lineSign(_ byte: UInt8) -> Unicode.Scalar {
    let signs = Array("◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·".unicodeScalars)
    let index = Int(byte) - 0x60
    return signs.indices.contains(index) ? signs[index] : Unicode.Scalar(byte)
  }

  private mutating func receiveAfterEscape(_ byte: UInt8) {
    parser = .ground
    switch Unicode.Scalar(byte) {
    case "[": parser = .sequence([])
    case "]", "P", "_", "^": parser = .string(kind: byte, [], isEscapeSeen: false)
    case "(", ")", "*", "+", "#", "%": parser = .charset(byte)
    case "7": saved = (grid.x, grid.y)
    case "8": move(x: saved.x, y: saved.y)
    case "M": reverseLineFeed()
    case "D": lineFeed()
    case "E":
      move(x: 0, y: grid.y)
      lineFeed()
    case "=", ">", "\\", "H": break
    case "c": self = VirtualTerminal(columns: columns, rows: rows)
    default: unknown.append("ESC \(Unicode.Scalar(byte))")
    }
  }

  private mutating func receiveInString(
    _ byte: UInt8, _ kind: UInt8, _ bytes: [UInt8], _ isEscapeSeen: Bool
  ) {
    // The Linux console's palette commands have no end: ESC ] R and ESC ] P with 7 digits.
    let isPaletteReset = kind == UInt8(ascii: "]") && bytes.isEmpty && byte == UInt8(ascii: "R")
    let isPalette = bytes.first == UInt8(ascii: "P") && bytes.count == 7
    if byte == 0x07 || isPaletteReset || isPalette || (isEscapeSeen && byte == UInt8(ascii: "\\")) {
      parser = .ground
      let text = String(decoding: bytes, as: UTF8.self)
      if text.hasPrefix("0;") || text.hasPrefix("2;") { title = String(text.dropFirst(2)) }
    } else if byte == 0x1B {
      parser = .string(kind: kind, bytes, isEscapeSeen: true)
    } else {
      parser = .string(kind: kind, bytes + [byte], isEscapeSeen: false)
    }
  }

  /// `ESC [`, parameters, intermediates, final.
  struct ControlSequence {
    let prefix: Character?
    let numbers: [Int]
    let intermediates: String
    let final: Character
    let text: String

    init(_ bytes: [UInt8], final: UInt8) {
      text = String(decoding: bytes + [final], as: UTF8.self)
      self.final = Character(Unicode.Scalar(final))
      let hasPrefix = bytes.first.map { $0 >= 0x3C && $0 <= 0x3F } ?? false
      prefix = hasPrefix ? bytes.first.map { Character(Unicode.Scalar($0)) } : nil
      let parameters = bytes.dropFirst(hasPrefix ? 1 : 0).prefix { $0 >= 0x30 }
      intermediates = String(
        decoding: bytes.dropFirst((hasPrefix ? 1 : 0) + parameters.count), as: UTF8.self)
      // Sub-parameters (38:2::r:g:b) are read like parameters, an empty one left out.
      numbers =
        parameters.isEmpty
        ? []
        : String(decoding: parameters, as: UTF8.self).replacing("::", with: ":").split(
          omittingEmptySubsequences: false, whereSeparator: { $0 == ";" || $0 == ":" }
        ).map { Int($0) ?? 0 }
    }

    /// A parameter, where 0 and absent mean the default.
    func number(_ index: Int, or standard: Int = 1) -> Int {
      index < numbers.count && numbers[index] != 0 ? numbers[index] : standard
    }
  }

  private mutating func perform(_ sequence: ControlSequence) {
    switch (sequence.prefix, sequence.intermediates, sequence.final) {
    case ("?", "", "h"): for mode in sequence.numbers { setMode(mode, true) }
    case ("?", "", "l"): for mode in sequence.numbers { setMode(mode, false) }
    case ("?", "$", "p"): report(mode: sequence.number(0))
    // The Linux console's cursor shape, xterm's key modes, soft reset.
    case ("?", "", "c"), (">", "", _), (nil, "!", "p"), (nil, " ", "q"): break
    case (nil, "", _): performPlain(sequence)
    default: unknown.append("CSI \(sequence.text)")
    }
  }

  private mutating func report(mode: Int) {
    let isKnown = [25, 1002, 1004, 1006, 1049, 2004, 2026].contains(mode)
    answers += Array("\u{1B}[?\(mode);\(isKnown ? (modes.contains(mode) ? 1 : 2) : 0)$y".utf8)
  }

  private mutating func performPlain(_ sequence: ControlSequence) {
    let count = sequence.number(0)
    let (x, y, row) = (grid.x, grid.y, grid.y * columns)
    switch sequence.final {
    case "A": move(x: x, y: max(y >= top ? top : 0, y - count))
    case "B", "e": move(x: x, y: min(y <= bottom ? bottom : rows - 1, y + count))
    case "C", "a": move(x: x + count, y: y)
    case "D": move(x: x - count, y: y)
    case "E": move(x: 0, y: y + count)
    case "F": move(x: 0, y: y - count)
    case "G", "`": move(x: count - 1, y: y)
    case "d": move(x: x, y: count - 1)
    case "H", "f": move(x: sequence.number(1) - 1, y: count - 1)
    case "J": eraseScreen(sequence.number(0, or: 0))
    case "K": eraseLine(sequence.number(0, or: 0))
    case "X": erase(row + x..<min(row + columns, row + x + count))
    case "@": insertBlanks(count)
    case "P": deleteCells(count)
    case "L": scroll(from: y, by: -count)
    case "M": scroll(from: y, by: count)
    case "S": scroll(from: top, by: count)
    case "T": scroll(from: top, by: -count)
    case "b": for _ in 0..<count { for scalar in lastText.unicodeScalars { put(scalar) } }
    case "r":
      (top, bottom) = (count - 1, min(rows, sequence.number(1, or: rows)) - 1)
      move(x: 0, y: 0)
    case "Z": move(x: (x - 1) / 8 * 8, y: y)
    case "m": setLook(sequence.numbers)
    case "s": saved = (x, y)
    case "u": move(x: saved.x, y: saved.y)
    case "n" where count == 6: answers += Array("\u{1B}[\(y + 1);\(x + 1)R".utf8)
    case "c": answers += Array("\u{1B}[?62c".utf8)
    case "g", "h", "l", "n", "t": break
    default: unknown.append("CSI \(sequence.text)")
    }
  }

  private mutating func eraseScreen(_ which: Int) {
    let here = grid.y * columns + grid.x
    switch which {
    case 0: erase(here..<grid.cells.count)
    case 1: erase(0..<here + 1)
    default: erase(0..<grid.cells.count)
    }
  }

  private mutating func eraseLine(_ which: Int) {
    let row = grid.y * columns
    switch which {
    case 0: erase(row + grid.x..<row + columns)
    case 1: erase(row..<row + grid.x + 1)
    default: erase(row..<row + columns)
    }
  }

  private mutating func setLook(_ numbers: [Int]) {
    var rest = (numbers.isEmpty ? [0] : numbers)[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: pen = Look()
      case 1: pen.attributes.insert(.bold)
      case 2: pen.attributes.insert(.dim)
      case 3: pen.attributes.insert(.italic)
      case 4: pen.attributes.insert(.underline)
      case 7: pen.attributes.insert(.reverse)
      case 9: pen.attributes.insert(.strike)
      case 21, 22: pen.attributes.subtract([.bold, .dim])
      case 23: pen.attributes.remove(.italic)
      case 24: pen.attributes.remove(.underline)
      case 27: pen.attributes.remove(.reverse)
      case 29: pen.attributes.remove(.strike)
      case 30...37: pen.foreground = number - 30
      case 40...47: pen.background = number - 40
      case 90...97: pen.foreground = number - 82
      case 100...107: pen.background = number - 92
      case 38: pen.foreground = takeColor(&rest)
      case 48: pen.background = takeColor(&rest)
      case 39: pen.foreground = nil
      case 49: pen.background = nil
      // The Linux console's fonts; blinking and hidden text are not shown.
      case 5, 8, 10, 11, 25, 28: break
      default: unknown.append("SGR \(number)")
      }
    }
  }

  private mutating func takeColor(_ rest: inout ArraySlice<Int>) -> Int? {
    switch rest.popFirst() {
    case 5: return rest.popFirst()
    case 2:
      let parts = rest.prefix(3)
      rest = rest.dropFirst(3)
      return parts.reduce(1) { $0 << 8 | $1 }
    default:
      unknown.append("SGR colour")
      return nil
    }
  }
}
