// One press of a key as a terminal can tell it. Pure values in one normal form, so that the
// key map compares them: Ctrl-i is Tab here, as it is on the wire. Names are in KeyNames.swift.

package enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  case enter, tab, backtab, escape, backspace, delete, insert
  case up, down, left, right
  case home, end, pageUp, pageDown
  /// F1 is 1.
  case function(Int)
}

/// A key and what is held down with it.
package struct KeyStroke: Hashable, Sendable {
  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let shift = Modifiers(rawValue: 1)
    package static let alt = Modifiers(rawValue: 2)
    package static let control = Modifiers(rawValue: 4)
  }

  package let key: Key
  package let modifiers: Modifiers

  /// Makes the normal form: `A` for Shift and `a`, `a` for Control and `A`, Shift-Tab is
  /// `backtab`, and the control characters that have keys of their own are those keys.
  package init(_ key: Key, _ modifiers: Modifiers = []) {
    var key = key
    var modifiers = modifiers
    if case .character(let scalar) = key {
      if !modifiers.contains(.control) {
        key = .character(modifiers.contains(.shift) ? scalar.asciiUppercased : scalar)
        modifiers.remove(.shift)
      } else if let named = KeyStroke.keyOfControl(scalar) {
        key = named
        modifiers.remove(.control)
      } else {
        key = .character(scalar.asciiLowercased)
      }
    }
    if key == .tab && modifiers.contains(.shift) { key = .backtab }
    if key == .backtab { modifiers.remove(.shift) }
    self.key = key
    self.modifiers = modifiers
  }

  package init(_ scalar: Unicode.Scalar, _ modifiers: Modifiers = []) {
    self.init(.character(scalar), modifiers)
  }

  /// The character that the stroke types into a field; `nil` for commands.
  package var typed: Unicode.Scalar? {
    if case .character(let scalar) = key, modifiers.isEmpty { scalar } else { nil }
  }

  /// Bytes 8, 9, 10, 13 and 27: no terminal without extensions tells these from the keys.
  private static func keyOfControl(_ scalar: Unicode.Scalar) -> Key? {
    switch scalar {
    case "h", "H": .backspace
    case "i", "I": .tab
    case "j", "J", "m", "M": .enter
    case "[": .escape
    default: nil
    }
  }
}

extension Unicode.Scalar {
  fileprivate var asciiLowercased: Unicode.Scalar {
    value >= 0x41 && value <= 0x5A ? Unicode.Scalar(UInt8(value + 32)) : self
  }

  fileprivate var asciiUppercased: Unicode.Scalar {
    value >= 0x61 && value <= 0x7A ? Unicode.Scalar(UInt8(value - 32)) : self
  }
}
