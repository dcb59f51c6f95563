// Random YAML texts in every style: block and flow, all scalar styles, comments in every place,
// lists indented or not, blank lines, CR LF, no line end at the end, anchors and aliases.

import TestSupport
import YAMLSyntax

struct RandomDocument {
  private var random: SplitMix64
  private var lines: [String] = []
  private var count = 0
  private var anchors: [String] = []
  private let isCRLF: Bool
  private let step: Int

  /// The text of a document that has a mapping, more seldom a list, as its root.
  static func text(seed: UInt64) -> [UInt8] {
    var document = RandomDocument(seed: seed)
    return document.write()
  }

  private init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    isCRLF = random.next() % 4 == 0
    step = random.next() % 3 == 0 ? 4 : 2
  }

  private mutating func write() -> [UInt8] {
    if chance(5) { lines += ["---"] }
    if chance(10) {
      lines += [flowMapping(depth: 2)]
    } else if chance(6) {
      sequence(at: 0, depth: 3)
    } else {
      mapping(at: 0, depth: 3)
    }
    if chance(4) { lines += ["", "# end \(next())"] }
    let end = isCRLF ? "\r\n" : "\n"
    var text = lines.joined(separator: end)
    if !chance(4) { text += end }
    if chance(12) { text = "\u{FEFF}" + text }
    return Array(text.utf8)
  }

  private mutating func chance(_ oneIn: Int) -> Bool {
    Int.random(in: 0..<oneIn, using: &random) == 0
  }

  private mutating func next() -> Int {
    count += 1
    return count
  }

  // MARK: Block

  private mutating func mapping(at column: Int, depth: Int) {
    for index in 0..<Int.random(in: 1...4, using: &random) {
      above(column, isFirst: index == 0)
      entry(front: spaces(column), at: column, depth: depth)
    }
  }

  private mutating func sequence(at column: Int, depth: Int) {
    for index in 0..<Int.random(in: 1...3, using: &random) {
      above(column, isFirst: index == 0)
      let front = spaces(column) + "-"
      let gap = chance(6) ? 3 : 1
      if depth > 0, chance(3) {
        entry(front: front + spaces(gap), at: column + 1 + gap, depth: depth - 1)
        if chance(2) {
          above(column + 1 + gap, isFirst: false)
          entry(front: spaces(column + 1 + gap), at: column + 1 + gap, depth: depth - 1)
        }
      } else {
        value(front: front, parent: column, isItem: true, depth: depth)
      }
    }
  }

  private mutating func entry(front: String, at column: Int, depth: Int) {
    value(front: front + key(.blockKey) + ":", parent: column, isItem: false, depth: depth)
  }

  /// Blank lines and comments above an entry.
  private mutating func above(_ column: Int, isFirst: Bool) {
    if chance(8) { lines += ["", spaces(column) + "# apart \(next())"] }
    if chance(4) { lines += [chance(8) ? "   " : ""] }
    if chance(4) { lines += [spaces(column) + "# above \(next())"] }
    if chance(12), !isFirst { lines += [spaces(column + 3) + "# deep \(next())"] }
  }

  private mutating func value(front: String, parent: Int, isItem: Bool, depth: Int) {
    var front = front
    if chance(8), depth > 0 {
      let name = "x\(next())"
      front += " &\(name)"
      value(behind: front, parent: parent, isItem: isItem, depth: depth, isAnchored: true)
      anchors.append(name)
    } else {
      value(behind: front, parent: parent, isItem: isItem, depth: depth, isAnchored: false)
    }
  }

  private mutating func value(
    behind front: String, parent: Int, isItem: Bool, depth: Int, isAnchored: Bool
  ) {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: lines += [front + comment()]
    case 1...2 where depth > 0:
      lines += [front + comment()]
      mapping(at: parent + step, depth: depth - 1)
    case 3...4 where depth > 0:
      lines += [front + comment()]
      sequence(at: parent + (isItem || chance(2) ? step : 0), depth: depth - 1)
    case 5:
      lines += [front + " " + flowMapping(depth: 2) + comment()]
    case 6:
      lines += [front + " " + flowSequence(depth: 2) + comment()]
    case 7: blockText(front: front, parent: parent)
    case 8 where !isAnchored && !anchors.isEmpty:
      lines += [
        front + " *" + anchors[Int.random(in: 0..<anchors.count, using: &random)] + comment()
      ]
    case 9 where chance(3):
      lines += [front + comment(), spaces(parent + step) + scalar(.flow) + comment()]
    case 10 where depth > 0: longFlow(front: front, parent: parent)
    default: lines += [front + spaces(chance(5) ? 3 : 1) + scalar(.flow) + comment()]
    }
  }

  private mutating func blockText(front: String, parent: Int) {
    let place = ScalarPlace(.block, parentColumn: parent, contentColumn: parent + step)
    let style: ScalarStyle = chance(2) ? .literal : .folded
    let text = scalarText(
      randomText(using: &random) + "x" + (chance(2) ? "\n" : ""), style: style, in: place)
    var own = String(decoding: text, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map(String.init)
    if own.count > 1 {
      own.removeLast()
      own[0] += comment()
    }
    own[0] = front + " " + own[0]
    lines += own
  }

  private mutating func comment() -> String { chance(5) ? "  # tail \(next())" : "" }

  // MARK: Flow

  private mutating func flowSequence(depth: Int) -> String {
    let items = flowItems(depth: depth)
    let end = !items.isEmpty && chance(8) ? ", ]" : "]"
    return "[" + items.joined(separator: chance(6) ? "," : ", ") + end
  }

  private mutating func flowMapping(depth: Int) -> String {
    let padding = chance(4) ? " " : ""
    return "{" + padding + flowEntries(depth: depth).joined(separator: ", ") + padding + "}"
  }

  private mutating func flowItems(depth: Int) -> [String] {
    let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      chance(8) ? key(.flowKey) + ": " + flowValue(depth: depth) : flowValue(depth: depth)
    }
    return items.isEmpty ? [] : items
  }

  private mutating func flowEntries(depth: Int) -> [String] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in
      switch Int.random(in: 0..<10, using: &random) {
      case 0: key(.flowKey)
      case 1: key(.flowKey) + ": "
      default: key(.flowKey) + ": " + flowValue(depth: depth)
      }
    }
  }

  private mutating func flowValue(depth: Int) -> String {
    switch Int.random(in: 0..<8, using: &random) {
    case 0 where depth > 0: flowSequence(depth: depth - 1)
    case 1 where depth > 0: flowMapping(depth: depth - 1)
    default: scalar(.flow)
    }
  }

  /// A flow collection over several lines, with comments.
  private mutating func longFlow(front: String, parent: Int) {
    let isMapping = chance(2)
    let parts = (isMapping ? flowEntries(depth: 1) : flowItems(depth: 1))
    lines += [front + (isMapping ? " {" : " [") + comment()]
    for (index, part) in parts.enumerated() {
      if chance(6) { lines += [spaces(parent + step) + "# in \(next())"] }
      let isLast = index == parts.count - 1
      let comma = isLast && chance(2) ? "" : ","
      if chance(4), index > 0, !(lines.last ?? "").contains("#") {
        lines[lines.count - 1] += " " + part + comma + comment()
      } else {
        lines += [spaces(parent + step) + part + comma + comment()]
      }
    }
    lines += [spaces(parent + 1) + (isMapping ? "}" : "]") + comment()]
  }

  // MARK: Scalars

  private mutating func scalar(_ context: ScalarPlace.Context) -> String {
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      return ["1", "0x1F", "true", "null", "-2.5", "~"][Int.random(in: 0..<6, using: &random)]
    case 1...2: return "w\(next())"
    default: return text(randomText(using: &random), context)
    }
  }

  /// Keys do not repeat: each has a number.
  private mutating func key(_ context: ScalarPlace.Context) -> String {
    let key = "k\(next())"
    let more = chance(4) ? randomText(using: &random) : ""
    return text(key + (more.first?.isNumber == true ? "-" : "") + more, context)
  }

  private mutating func text(_ text: String, _ context: ScalarPlace.Context) -> String {
    let styles: [ScalarStyle?] = [nil, nil, .singleQuoted, .doubleQuoted]
    let style = styles[Int.random(in: 0..<styles.count, using: &random)]
    return String(decoding: scalarText(text, style: style, in: ScalarPlace(context)), as: UTF8.self)
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}

/// A text of few signs, so that all their meetings come about.
func randomText(using random: inout SplitMix64) -> String {
  let words = [
    "a", "b", " ", " ", "\n", "\n", ":", "#", "-", "?", "'", "\"", "\\", "[", "]", "{", "}", ",",
    "|", ">", "&", "*", "!", "%", "@", "`", "\t", "1", "0", ".", "é", "e\u{301}", "😀", "日本",
    "true", "null", "\r", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{0}", "<<", "=", "~", "---", "...",
  ]
  let wordCount = seedCount(using: &random)
  return (0..<wordCount).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }
    .joined()
}

private func seedCount(using random: inout SplitMix64) -> Int {
  Bool.random(using: &random)
    ? Int.random(in: 0...4, using: &random) : Int.random(in: 0...30, using: &random)
}
