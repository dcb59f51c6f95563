// Bytes from a terminal become events. Pure and incremental: it reads no clock; that a lone
// Escape is a key is decided by the caller, who waits 25 ms and calls `flush`.
// Sequences after ECMA-48 and "XTerm Control Sequences" (invisible-island.net); what they
// mean is in ControlSequence.swift. What is not known is swallowed whole.

/// Decodes the input of a terminal.
///
///     ground ──ESC──▶ escape ──[──▶ sequence ──final──▶ ground
///        │               ├────O──▶ single shift ─────▶ ground
///        │               ├─ ] P _ ▶ string ──BEL, ST─▶ ground
///        │               └─ else: Alt and that key
///        ├──lead byte──▶ character ──last byte──▶ ground
///        └◀─ ESC [201~ ── paste ◀── ESC [200~
package struct KeyDecoder: Sendable {
  private enum State: Hashable, Sendable {
    case ground, escape, sequence, singleShift, linuxFunction, legacyMouse
    case string(isEscapeSeen: Bool)
    case character, paste
  }

  private var state = State.ground
  /// Bytes of the sequence under way, without its introducer.
  private var bytes: [UInt8] = []
  private var character = CharacterDecoder()
  /// Alt for a character whose bytes follow an Escape.
  private var modifiers: KeyStroke.Modifiers = []
  private var events: [TerminalEvent] = []

  /// Longer sequences are nobody's; their bytes are swallowed and not kept.
  private static let longestSequence = 256
  /// A paste above this size comes in several events.
  private static let longestPaste = 16 << 20
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  package init() {}

  /// Whether something has begun that only time can decide: call `flush` when no byte follows
  /// within 25 ms.
  package var isUndecided: Bool {
    switch state {
    case .escape, .string: true
    case .sequence, .singleShift: bytes.isEmpty
    case .ground, .linuxFunction, .legacyMouse, .character, .paste: false
    }
  }

  /// The events that these bytes complete.
  package mutating func decode(_ input: some Sequence<UInt8>) -> [TerminalEvent] {
    for byte in input { take(byte) }
    defer { events.removeAll() }
    return events
  }

  /// Decides what is undecided: Escape and Alt-[ are keys, and a string that does not end is none.
  package mutating func flush() -> [TerminalEvent] {
    guard isUndecided else { return [] }
    switch state {
    case .escape: emit(KeyStroke(.escape))
    case .sequence: emit(KeyStroke("[", .alt))
    case .singleShift: emit(KeyStroke("O", .alt))
    case .string:
      if bytes.count == 1, let introducer = bytes.first {
        emit(KeyStroke(Unicode.Scalar(introducer), .alt))
      }
    case .ground, .linuxFunction, .legacyMouse, .character, .paste: break
    }
    state = .ground
    defer { events.removeAll() }
    return events
  }

  private mutating func emit(_ stroke: KeyStroke) { events.append(.key(stroke)) }

  private mutating func enter(_ next: State) {
    state = next
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeKey(byte, [])
    case .escape: takeAfterEscape(byte)
    case .sequence: takeInSequence(byte)
    case .singleShift: takeInSingleShift(byte)
    case .linuxFunction:
      state = .ground
      if let stroke = ControlSequence.linuxFunctionKey(byte) { emit(stroke) }
    case .legacyMouse:
      bytes.append(byte)
      if bytes.count == 3 {
        state = .ground
        if let mouse = ControlSequence.legacyMouse(bytes) { events.append(.mouse(mouse)) }
      }
    case .string(let isEscapeSeen): takeInString(byte, isEscapeSeen: isEscapeSeen)
    case .character: takeInCharacter(byte)
    case .paste: takeInPaste(byte)
    }
  }

  private mutating func takeKey(_ byte: UInt8, _ held: KeyStroke.Modifiers) {
    state = .ground
    switch byte {
    case 0x1B: enter(.escape)
    case 0x00: emit(KeyStroke(" ", held.union(.control)))
    case 0x01...0x1A: emit(KeyStroke(Unicode.Scalar(byte + 0x60), held.union(.control)))
    case 0x1C...0x1F: emit(KeyStroke(Unicode.Scalar(byte + 0x40), held.union(.control)))
    case 0x7F: emit(KeyStroke(.backspace, held))
    case 0x20..<0x7F: emit(KeyStroke(Unicode.Scalar(byte), held))
    default:
      if character.begin(byte) {
        modifiers = held
        state = .character
      }
    }
  }

  private mutating func takeInCharacter(_ byte: UInt8) {
    switch character.add(byte) {
    case .more: break
    case .scalar(let scalar):
      state = .ground
      // The C1 controls are no keys.
      if scalar.value >= 0xA0 { emit(KeyStroke(scalar, modifiers)) }
    case .bad: takeKey(byte, [])
    }
  }

  private mutating func takeAfterEscape(_ byte: UInt8) {
    switch byte {
    case 0x1B: emit(KeyStroke(.escape))
    case UInt8(ascii: "["): enter(.sequence)
    case UInt8(ascii: "O"): enter(.singleShift)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"):
      enter(.string(isEscapeSeen: false))
      bytes.append(byte)
    default: takeKey(byte, .alt)
    }
  }

  private mutating func takeInSequence(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "[") where bytes.isEmpty: enter(.linuxFunction)
    case UInt8(ascii: "M") where bytes.isEmpty: enter(.legacyMouse)
    case 0x20...0x3F:
      if bytes.count < KeyDecoder.longestSequence { bytes.append(byte) }
    case 0x40...0x7E:
      state = .ground
      finishSequence(byte)
    case 0x18, 0x1A: state = .ground
    default:
      if bytes.isEmpty { emit(KeyStroke("[", .alt)) }
      takeKey(byte, [])
    }
  }

  private mutating func finishSequence(_ final: UInt8) {
    guard bytes.count < KeyDecoder.longestSequence,
      let sequence = ControlSequence(parameters: bytes, final: final)
    else { return }
    if sequence.isPasteBegin {
      enter(.paste)
    } else if let event = sequence.event {
      events.append(event)
    }
  }

  private mutating func takeInSingleShift(_ byte: UInt8) {
    switch byte {
    // Some terminals put the modifier here: ESC O 5 A.
    case 0x30...0x3B where bytes.count < 8: bytes.append(byte)
    case 0x40...0x7E:
      state = .ground
      if let stroke = ControlSequence.singleShift(bytes, final: byte) { emit(stroke) }
    default:
      if bytes.isEmpty { emit(KeyStroke("O", .alt)) }
      takeKey(byte, [])
    }
  }

  private mutating func takeInString(_ byte: UInt8, isEscapeSeen: Bool) {
    if isEscapeSeen {
      if byte == UInt8(ascii: "\\") {
        state = .ground
      } else {
        enter(.escape)
        take(byte)
      }
      return
    }
    switch byte {
    case 0x07, 0x18, 0x1A: state = .ground
    case 0x1B: state = .string(isEscapeSeen: true)
    default: if bytes.count < 2 { bytes.append(byte) }
    }
  }

  private mutating func takeInPaste(_ byte: UInt8) {
    bytes.append(byte)
    if byte == UInt8(ascii: "~"),
      bytes.suffix(KeyDecoder.pasteEnd.count) == KeyDecoder.pasteEnd[...]
    {
      events.append(.paste(Array(bytes.dropLast(KeyDecoder.pasteEnd.count))))
      enter(.ground)
    } else if bytes.count >= KeyDecoder.longestPaste
      && !bytes.suffix(KeyDecoder.pasteEnd.count).contains(0x1B)
    {
      events.append(.paste(bytes))
      enter(.paste)
    }
  }
}
