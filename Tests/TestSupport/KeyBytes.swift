// What a terminal sends for a key (xterm's defaults).

package import TerminalInterface

/// The bytes of one key.
package func bytes(of stroke: KeyStroke) -> [UInt8] {
  let modifier = Int(stroke.modifiers.rawValue) + 1
  let alt: [UInt8] = stroke.modifiers.contains(.alt) ? [0x1B] : []
  func cursor(_ final: String) -> [UInt8] {
    Array((modifier == 1 ? "\u{1B}[\(final)" : "\u{1B}[1;\(modifier)\(final)").utf8)
  }
  func editing(_ number: Int) -> [UInt8] {
    Array((modifier == 1 ? "\u{1B}[\(number)~" : "\u{1B}[\(number);\(modifier)~").utf8)
  }
  switch stroke.key {
  case .character(let scalar) where stroke.modifiers.contains(.control):
    return alt + [UInt8(truncatingIfNeeded: scalar.value) & 0x1F]
  case .character(let scalar): return alt + Array(String(Character(scalar)).utf8)
  case .enter: return alt + [0x0D]
  case .tab: return alt + [0x09]
  case .backtab: return Array("\u{1B}[Z".utf8)
  case .escape: return [0x1B]
  case .backspace: return alt + [0x7F]
  case .up: return cursor("A")
  case .down: return cursor("B")
  case .right: return cursor("C")
  case .left: return cursor("D")
  case .home: return cursor("H")
  case .end: return cursor("F")
  case .insert: return editing(2)
  case .delete: return editing(3)
  case .pageUp: return editing(5)
  case .pageDown: return editing(6)
  case .function(let number):
    let numbers = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24]
    return editing(numbers.indices.contains(number - 1) ? numbers[number - 1] : 0)
  }
}
