// Keys as text and back: `gg`, `<C-s>`, `<S-Tab>`, `<lt>`. One notation for the key map,
// the help, the boxes of prefix keys and key scripts. Which key does what is not said here.

/// A key name that says no key.
package struct KeyNameError: Error, Hashable, Sendable {
  /// The part that was not understood, such as `<C-Foo>`.
  package let name: String

  package var message: String { "there is no key “\(name)”" }
  package var mend: String { "Write keys as in “a”, “gg”, “<C-s>”, “<M-x>”, “<Enter>”, “<lt>”" }
}

extension KeyStroke: CustomStringConvertible {
  /// The name that `KeyStroke.parse` reads, such as `a`, `<C-s>`, `<lt>`.
  package var description: String {
    let parts = nameParts(control: "C-", alt: "M-", shift: "S-")
    return parts.isBare ? parts.name : "<\(parts.modifiers)\(parts.name)>"
  }

  /// The name as people say it: `a`, `Ctrl-s`, `Shift-Tab`, `<`.
  package var label: String {
    let parts = nameParts(control: "Ctrl-", alt: "Alt-", shift: "Shift-")
    return parts.modifiers + (parts.name == "lt" ? "<" : parts.name)
  }

  private func nameParts(control: String, alt: String, shift: String)
    -> (modifiers: String, name: String, isBare: Bool)
  {
    var held = modifiers
    if key == .backtab { held.insert(.shift) }
    let prefix =
      (held.contains(.control) ? control : "") + (held.contains(.alt) ? alt : "")
      + (held.contains(.shift) ? shift : "")
    if case .character(let scalar) = key, scalar != " ", scalar != "<" {
      return (prefix, String(Character(scalar)), held.isEmpty)
    }
    return (prefix, key.name, false)
  }

  /// Reads a run of keys: plain characters and names in angle brackets. A `<` that no letter
  /// follows is the key itself; otherwise it is written `<lt>`. Names ignore case.
  package static func parse(_ text: String) throws(KeyNameError) -> [KeyStroke] {
    var strokes: [KeyStroke] = []
    var rest = Substring(text).unicodeScalars
    while let first = rest.first {
      guard first == "<", let after = rest.dropFirst().first, after.properties.isAlphabetic else {
        strokes.append(KeyStroke(first))
        rest.removeFirst()
        continue
      }
      // The key `>` with a modifier is `<C->>`.
      guard var end = rest.dropFirst(2).firstIndex(of: ">") else {
        throw KeyNameError(name: String(rest))
      }
      let next = rest.index(after: end)
      if rest[rest.index(before: end)] == "-" && next < rest.endIndex && rest[next] == ">" {
        end = next
      }
      let name = rest[rest.index(after: rest.startIndex)..<end]
      guard let stroke = KeyStroke(name: String(name)) else {
        throw KeyNameError(name: "<\(String(name))>")
      }
      strokes.append(stroke)
      rest = rest[rest.index(after: end)...]
    }
    return strokes
  }

  /// Reads what stands between angle brackets.
  private init?(name: String) {
    var modifiers: Modifiers = []
    var rest = Substring(name)
    while rest.utf8.count > 2, rest.dropFirst().first == "-" {
      switch rest.first {
      case "C", "c": modifiers.insert(.control)
      case "M", "m", "A", "a": modifiers.insert(.alt)
      case "S", "s": modifiers.insert(.shift)
      default: return nil
      }
      rest = rest.dropFirst(2)
    }
    let scalars = rest.unicodeScalars
    if let only = scalars.first, scalars.count == 1 {
      if modifiers.isEmpty { return nil }
      self.init(only, modifiers)
    } else if let key = Key(name: rest.lowercased()) {
      self.init(key, modifiers)
    } else {
      return nil
    }
  }
}

extension Key {
  /// The name between angle brackets.
  fileprivate var name: String {
    switch self {
    case .character(" "): "Space"
    case .character("<"): "lt"
    case .character(let scalar): String(Character(scalar))
    case .enter: "Enter"
    case .tab, .backtab: "Tab"
    case .escape: "Esc"
    case .backspace: "BS"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }

  /// Reads a name in lower case; the longer words are the ones vim and terminals use too.
  fileprivate init?(name: String) {
    switch name {
    case "space": self = .character(" ")
    case "lt": self = .character("<")
    case "enter", "return", "cr": self = .enter
    case "tab": self = .tab
    case "esc", "escape": self = .escape
    case "bs", "backspace": self = .backspace
    case "del", "delete": self = .delete
    case "ins", "insert": self = .insert
    case "up": self = .up
    case "down": self = .down
    case "left": self = .left
    case "right": self = .right
    case "home": self = .home
    case "end": self = .end
    case "pgup", "pageup": self = .pageUp
    case "pgdn", "pagedown": self = .pageDown
    default:
      guard name.first == "f", let number = Int(name.dropFirst()), (1...35).contains(number),
        name.dropFirst().first != "+"
      else { return nil }
      self = .function(number)
    }
  }
}
