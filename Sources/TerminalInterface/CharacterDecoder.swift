// UTF-8 one byte at a time, strict: no overlong forms, no surrogates (The Unicode Standard,
// table 3-7). A byte that cannot go on is given back to the caller, never swallowed.

struct CharacterDecoder: Sendable {
  enum Step {
    case more
    case scalar(Unicode.Scalar)
    /// The byte does not belong to the character; the bytes before it are dropped.
    case bad
  }

  private var value: UInt32 = 0
  private var missing = 0
  /// What the next byte may be.
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  /// Whether `lead` begins a character of several bytes.
  mutating func begin(_ lead: UInt8) -> Bool {
    allowed = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF:
      missing = 1
      value = UInt32(lead & 0x1F)
    case 0xE0...0xEF:
      missing = 2
      value = UInt32(lead & 0x0F)
      if lead == 0xE0 { allowed = 0xA0...0xBF }
      if lead == 0xED { allowed = 0x80...0x9F }
    case 0xF0...0xF4:
      missing = 3
      value = UInt32(lead & 0x07)
      if lead == 0xF0 { allowed = 0x90...0xBF }
      if lead == 0xF4 { allowed = 0x80...0x8F }
    default: return false
    }
    return true
  }

  mutating func add(_ byte: UInt8) -> Step {
    guard allowed.contains(byte) else { return .bad }
    allowed = 0x80...0xBF
    value = value << 6 | UInt32(byte & 0x3F)
    missing -= 1
    if missing > 0 { return .more }
    guard let scalar = Unicode.Scalar(value) else { return .bad }
    return .scalar(scalar)
  }
}
