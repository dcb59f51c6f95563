// What the control sequences of terminals mean: keys, mouse, reports. After "XTerm Control
// Sequences", the Linux console and rxvt. Where a sequence begins and ends is KeyDecoder's.

/// `ESC [ parameters final`, read.
struct ControlSequence {
  private let prefix: UInt8?
  private let intermediates: [UInt8]
  /// The first part of each parameter; sub-parameters after a colon are left out. A missing
  /// one is -1.
  private let numbers: [Int]
  private let final: UInt8

  /// - Parameter parameters: bytes 0x20 to 0x3F.
  init?(parameters: [UInt8], final: UInt8) {
    var rest = parameters[...]
    if let first = rest.first, first >= 0x3C {
      prefix = first
      rest = rest.dropFirst()
    } else {
      prefix = nil
    }
    let end = rest.firstIndex { $0 < 0x30 } ?? rest.endIndex
    intermediates = Array(rest[end...])
    guard intermediates.allSatisfy({ $0 < 0x30 }) else { return nil }
    numbers = rest[..<end].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { part in
        let digits = part.prefix { $0 != UInt8(ascii: ":") }
        guard !digits.isEmpty, digits.count < 8,
          digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        else { return -1 }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      }
    self.final = final
  }

  private func number(_ index: Int, or absent: Int) -> Int {
    index < numbers.count && numbers[index] >= 0 ? numbers[index] : absent
  }

  private func isFinal(_ character: Unicode.Scalar) -> Bool { UInt32(final) == character.value }

  var isPasteBegin: Bool {
    prefix == nil && intermediates.isEmpty && isFinal("~") && number(0, or: 0) == 200
  }

  /// `nil` for what is nobody's or no event, such as the release of a key.
  var event: TerminalEvent? {
    switch prefix {
    case UInt8(ascii: "<") where intermediates.isEmpty && numbers.count == 3:
      return mouse.map(TerminalEvent.mouse)
    case UInt8(ascii: "?") where intermediates == [UInt8(ascii: "$")] && isFinal("y"):
      return .modeReport(mode: number(0, or: 0), setting: number(1, or: 0))
    case nil where intermediates.isEmpty && numbers.count <= 1 && isFinal("I"):
      return .focus(isIn: true)
    case nil where intermediates.isEmpty && numbers.count <= 1 && isFinal("O"):
      return .focus(isIn: false)
    case nil where intermediates.isEmpty: return stroke.map(TerminalEvent.key)
    default: return nil
    }
  }

  private var stroke: KeyStroke? {
    let held = ControlSequence.modifiers(number(1, or: 1))
    switch Unicode.Scalar(final) {
    case "~" where number(0, or: 0) == 27 && numbers.count == 3:
      return ControlSequence.coded(number(2, or: 0), held)
    case "~": return ControlSequence.editingKey(number(0, or: 0)).map { KeyStroke($0, held) }
    case "^": return ControlSequence.editingKey(number(0, or: 0)).map { KeyStroke($0, .control) }
    case "u": return ControlSequence.coded(number(0, or: 0), held)
    case "Z": return KeyStroke(.backtab, held)
    case "a": return KeyStroke(.up, .shift)
    case "b": return KeyStroke(.down, .shift)
    case "c": return KeyStroke(.right, .shift)
    case "d": return KeyStroke(.left, .shift)
    default: return ControlSequence.cursorKey(final).map { KeyStroke($0, held) }
    }
  }

  /// SGR form (mode 1006): button; column; row, and M for a press or m for a release.
  private var mouse: MouseEvent? {
    guard isFinal("M") || isFinal("m") else { return nil }
    return ControlSequence.mouse(
      code: number(0, or: 0), x: number(1, or: 1) - 1, y: number(2, or: 1) - 1,
      isRelease: isFinal("m"))
  }

  /// X10 form, for terminals that do not know mode 1006: three bytes, each 32 too large.
  static func legacyMouse(_ bytes: [UInt8]) -> MouseEvent? {
    guard bytes.count == 3, bytes.allSatisfy({ $0 >= 32 }) else { return nil }
    let code = Int(bytes[0]) - 32
    return mouse(
      code: code, x: Int(bytes[1]) - 33, y: Int(bytes[2]) - 33,
      isRelease: code & 0b1110_0011 == 3)
  }

  private static func mouse(code: Int, x: Int, y: Int, isRelease: Bool) -> MouseEvent? {
    guard x >= 0, y >= 0, code < 128 else { return nil }
    var held: KeyStroke.Modifiers = []
    if code & 4 != 0 { held.insert(.shift) }
    if code & 8 != 0 { held.insert(.alt) }
    if code & 16 != 0 { held.insert(.control) }
    let button: MouseEvent.Button? =
      switch code & 3 {
      case 0: .left
      case 1: .middle
      case 2: .right
      default: nil
      }
    let action: MouseEvent.Action
    if code & 64 != 0 {
      let directions: [MouseEvent.Direction] = [.up, .down, .left, .right]
      if isRelease { return nil }
      action = .wheel(directions[code & 3])
    } else if code & 32 != 0 {
      action = button.map { .drag($0) } ?? .move
    } else if isRelease {
      action = .release(button)
    } else if let button {
      action = .press(button)
    } else {
      return nil
    }
    return MouseEvent(action, x: x, y: y, modifiers: held)
  }

  /// `ESC O final`: what the cursor, function and keypad keys send in application mode.
  static func singleShift(_ parameters: [UInt8], final: UInt8) -> KeyStroke? {
    let number = parameters.split(separator: UInt8(ascii: ";")).last.map { digits in
      digits.reduce(0) { ($0 * 10 + Int($1) - 0x30) % 1000 }
    }
    let held = modifiers(number ?? 1)
    if let key = cursorKey(final) { return KeyStroke(key, held) }
    switch final {
    case UInt8(ascii: "M"): return KeyStroke(.enter, held)
    case UInt8(ascii: "I"): return KeyStroke(.tab, held)
    case UInt8(ascii: "X"): return KeyStroke("=", held)
    case UInt8(ascii: "a"): return KeyStroke(.up, .control)
    case UInt8(ascii: "b"): return KeyStroke(.down, .control)
    case UInt8(ascii: "c"): return KeyStroke(.right, .control)
    case UInt8(ascii: "d"): return KeyStroke(.left, .control)
    // The keypad sends the character that is 0x40 lower: * + , - . / and the digits.
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      return KeyStroke(Unicode.Scalar(final - 0x40), held)
    default: return nil
    }
  }

  /// `ESC [ [ final`, the Linux console's F1 to F5.
  static func linuxFunctionKey(_ final: UInt8) -> KeyStroke? {
    guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return nil }
    return KeyStroke(.function(Int(final) - 0x40))
  }

  /// xterm's modifier parameter: 1 and the bits Shift 1, Alt 2, Control 4.
  private static func modifiers(_ parameter: Int) -> KeyStroke.Modifiers {
    KeyStroke.Modifiers(rawValue: UInt8(max(0, parameter - 1) & 7))
  }

  private static func cursorKey(_ final: UInt8) -> Key? {
    switch Unicode.Scalar(final) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H": .home
    case "F": .end
    case "P": .function(1)
    case "Q": .function(2)
    case "R": .function(3)
    case "S": .function(4)
    default: nil
    }
  }

  private static func editingKey(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// A key told by its character's number (CSI u, and xterm's modifyOtherKeys).
  private static func coded(_ code: Int, _ held: KeyStroke.Modifiers) -> KeyStroke? {
    switch code {
    case 9: return KeyStroke(.tab, held)
    case 13: return KeyStroke(.enter, held)
    case 27: return KeyStroke(.escape, held)
    case 8, 127: return KeyStroke(.backspace, held)
    case 0x20..<0x7F, 0xA0..<0xE000, 0xF900..<0x110000:
      return Unicode.Scalar(UInt32(code)).map { KeyStroke($0, held) }
    default: return nil
    }
  }
}
