// Which strings may stand without quotes. Rather one too few: a quote more harms nobody.
// After YAML 1.2.2, section 7.3.3; words and numbers of YAML 1.1 are quoted for other readers.

enum PlainScalars {
  /// - Parameter isCustom: the text replaces a plain one, so that doubtful numbers such as `1.2.3`
  ///   may stay plain.
  static func allows(_ text: [UInt8], in context: ScalarPlace.Context, isCustom: Bool) -> Bool {
    guard let first = text.first, let last = text.last, first != 0x20, last != 0x20,
      last != UInt8(ascii: ":"), mayStart(text), !hasForbidden(text, in: context)
    else { return false }
    if ScalarValue.nonString(text[...]) != nil || isOldWord(text, in: context) { return false }
    return isCustom || !looksLikeOldNumber(text)
  }

  private static func mayStart(_ text: [UInt8]) -> Bool {
    switch text[0] {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"),
      UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"),
      UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"),
      UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "<"):
      return false
    case UInt8(ascii: "-"), UInt8(ascii: "."):
      // A list item, and the marks between documents.
      return text.count > 1 && text[1] != 0x20 && !text.starts(with: "--".utf8)
        && !text.starts(with: "...".utf8)
    default: return true
    }
  }

  private static func hasForbidden(_ text: [UInt8], in context: ScalarPlace.Context) -> Bool {
    let isFlow = context == .flow || context == .flowKey
    for index in text.indices {
      switch text[index] {
      case 0x09, 0x0A, 0x0D: return true
      case UInt8(ascii: ":") where text[index + 1] == 0x20: return true
      case UInt8(ascii: "#") where index > 0 && text[index - 1] == 0x20: return true
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
        UInt8(ascii: "}"), UInt8(ascii: "?"):
        if isFlow { return true }
      default: break
      }
    }
    return false
  }

  /// Words that YAML 1.1 takes for bools. `y` and `n` are left alone as keys: many arguments
  /// are called so, and no common reader takes them for anything else.
  private static func isOldWord(_ text: [UInt8], in context: ScalarPlace.Context) -> Bool {
    guard text.count <= 3 else { return false }
    switch String(decoding: text, as: UTF8.self).lowercased() {
    case "yes", "no", "on", "off": return true
    case "y", "n": return context == .block || context == .flow
    default: return false
    }
  }

  /// Numbers with `_`, to the base of 60, with needless zeros; dates and times.
  private static func looksLikeOldNumber(_ text: [UInt8]) -> Bool {
    guard text.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return false
    }
    return text.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"),
        UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "e"),
        UInt8(ascii: "E"), UInt8(ascii: "T"), UInt8(ascii: "Z"), UInt8(ascii: "t"),
        UInt8(ascii: "z"), 0x20:
        true
      default: false
      }
    } || text.starts(with: "0x".utf8) || text.starts(with: "0b".utf8)
  }
}
