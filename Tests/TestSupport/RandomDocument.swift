// Random pipeline files in the many styles that people write: block and flow, all scalar styles,
// comments in every place, blank lines, CR LF, byte order mark, no final newline, quoted keys,
// unindented lists, anchors and aliases, braces over several lines. Its parts that are fields of a
// step are in RandomDocument+Fields.swift.

/// A pipeline file made of random choices. The same generator state gives the same text.
package struct RandomDocument {
  var lines: [String] = []
  let indent: Int
  private let isUnindented: Bool
  private let hasQuotedKeys: Bool
  /// Anchors above, by what they stand for.
  var anchors: [String: String] = [:]

  package static func bytes(using random: inout some RandomNumberGenerator) -> [UInt8] {
    var document = RandomDocument(using: &random)
    document.write(using: &random)
    let end = chance(0.2, &random) ? "\r\n" : "\n"
    var text = document.lines.joined(separator: end) + (chance(0.15, &random) ? "" : end)
    if chance(0.06, &random) { text = "\u{FEFF}" + text }
    return Array(text.utf8)
  }

  private init(using random: inout some RandomNumberGenerator) {
    indent = chance(0.25, &random) ? 4 : 2
    isUnindented = chance(0.4, &random)
    hasQuotedKeys = chance(0.1, &random)
  }

  // MARK: Parts

  private mutating func write(using random: inout some RandomNumberGenerator) {
    if chance(0.06, &random) { return writeBraces(&random) }
    if chance(0.06, &random) { lines.append("---" + (chance(0.5, &random) ? " # start" : "")) }
    noise(0, &random)
    add(
      0, "pipeline: " + scalar("random-\(Int.random(in: 0..<9, using: &random))", &random), &random)
    if chance(0.5, &random) { description(0, &random) }
    if chance(0.3, &random) { add(0, "schedule: rate(1 hour)", &random) }
    if chance(0.3, &random) { inputs(&random) }
    if chance(0.4, &random) { defaults(&random) }
    let names = stepNames(&random)
    if names.isEmpty {
      add(0, chance(0.5, &random) ? "steps: {}" : "steps:", &random)
    } else if chance(0.06, &random) {
      stepsInBraces(names, &random)
    } else {
      add(0, "steps:", &random)
      for (number, name) in names.enumerated() {
        if chance(0.7, &random) { lines.append("") }
        noise(indent, &random)
        step(name, earlier: Array(names[..<number]), &random)
      }
    }
    if chance(0.3, &random) { add(0, "region: eu-west-1", &random) }
    if chance(0.2, &random) { lines.append("# the end") }
    if chance(0.04, &random) { lines.append("...") }
  }

  private mutating func defaults(_ random: inout some RandomNumberGenerator) {
    if chance(0.4, &random) {
      add(0, "defaults: {memory: 256, timeout: 60}", &random)
    } else {
      add(0, "defaults:", &random)
      add(indent, "memory: 256", &random)
      if chance(0.5, &random) { add(indent, "env: {STAGE: test}", &random) }
    }
  }

  func stepNames(_ random: inout some RandomNumberGenerator) -> [String] {
    let pool = ["load", "clean rows", "größe", "a.b", "it's", "true", "12", "数据", "x-y", "tail"]
    return Array(pool.shuffled(using: &random).prefix(Int.random(in: 0...6, using: &random)))
  }

  private mutating func step(
    _ name: String, earlier: [String], _ random: inout some RandomNumberGenerator
  ) {
    let key = scalar(name, isKey: true, &random)
    if chance(0.15, &random) {
      add(indent, "\(key): {code: \"def f():\\n    return 1\\n\", memory: 128}", &random)
      return
    }
    if chance(0.06, &random) {
      return add(indent, "\(key):" + (chance(0.5, &random) ? " ~" : ""), &random)
    }
    add(indent, "\(key):", &random)
    let start = lines.count
    for part in (0..<9).shuffled(using: &random) {
      switch part {
      case 0: arguments(earlier, &random)
      case 1: needs(earlier, &random)
      case 2: code(&random)
      case 3: if chance(0.5, &random) { anchored("memory", "1024", &random) }
      case 4: environment(&random)
      case 5: if chance(0.2, &random) { description(indent * 2, &random) }
      case 6: retry(&random)
      case 7: policies(&random)
      default: if chance(0.2, &random) { add(indent * 2, "at: [1, 2]", &random) }
      }
    }
    if chance(0.15, &random), lines.count > start {
      lines.append(blanks(indent * 2) + "# at the end of \(name)")
    }
  }

  private mutating func arguments(
    _ earlier: [String], _ random: inout some RandomNumberGenerator
  ) {
    guard chance(0.7, &random) else { return }
    let items = (0...Int.random(in: 0...2, using: &random)).map { _ in
      argument(earlier, &random)
    }
    switch Int.random(in: 0..<6, using: &random) {
    case 4: braces("args", items, &random)
    case 5: blockArguments(earlier, &random)
    case 0: add(indent * 2, "args: [\(items.joined(separator: ", "))]", &random)
    case 1: list("args", items, &random)
    case 2:
      let entries = items.enumerated().map { "p\($0): \($1)" }
      add(indent * 2, "args: {\(entries.joined(separator: ", "))}", &random)
    default:
      add(indent * 2, "args:", &random)
      for (number, item) in items.enumerated() { add(indent * 3, "p\(number): \(item)", &random) }
    }
  }

  func argument(_ earlier: [String], _ random: inout some RandomNumberGenerator) -> String {
    if let step = earlier.randomElement(using: &random), chance(0.6, &random) {
      return "{from: \(scalar(step, inFlow: true, &random))}"
    }
    let constants = [
      "5", "1.50", "true", "~", "\"hi there\"", "'it''s'", "[1, 2]", "{value: {from: x}}",
    ]
    return constants.randomElement(using: &random) ?? "0"
  }

  private mutating func needs(_ earlier: [String], _ random: inout some RandomNumberGenerator) {
    let chosen = earlier.shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random))
    guard !chosen.isEmpty else { return }
    let items = chosen.map { scalar($0, inFlow: true, &random) }
    if chance(0.5, &random) {
      add(indent * 2, "needs: [\(items.joined(separator: ", "))]", &random)
    } else {
      list("needs", items, &random)
    }
  }

  private mutating func code(_ random: inout some RandomNumberGenerator) {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: add(indent * 2, "code: \"def f():\\n    return 'x'\\n\"", &random)
    case 1: add(indent * 2, "source: steps/file.py", &random)
    default:
      let head = ["|", "|", "|", "|-", "|+", "| # code", "|\(indent)"].randomElement(using: &random)
      lines.append(blanks(indent * 2) + "code: " + (head ?? "|"))
      lines.append(blanks(indent * 3) + "def f():  # not a comment of YAML's")
      if chance(0.4, &random) { lines.append("") }
      lines.append(blanks(indent * 3) + "    return \"x: y\"")
    }
  }

  // MARK: Lines

  mutating func list(
    _ key: String, _ items: [String], _ random: inout some RandomNumberGenerator
  ) {
    add(indent * 2, key + ":", &random)
    for item in items { add(isUnindented ? indent * 2 : indent * 3, "- " + item, &random) }
  }

  mutating func add(
    _ depth: Int, _ text: String, _ random: inout some RandomNumberGenerator
  ) {
    if chance(0.08, &random) { noise(depth, &random) }
    lines.append(blanks(depth) + quoted(text) + tail(&random))
    if chance(0.04, &random) { lines.append(blanks(depth + 3) + "# deeper") }
  }

  /// A comment at the end of a line, seldom behind a tab.
  func tail(_ random: inout some RandomNumberGenerator) -> String {
    guard chance(0.12, &random) else { return "" }
    return chance(0.2, &random) ? "\t# why:\tbecause" : "   # why: because"
  }

  /// A line of a key, with the key in quotes in documents that have them.
  private func quoted(_ text: String) -> String {
    guard hasQuotedKeys, let colon = text.firstIndex(of: ":"),
      text[..<colon].allSatisfy({ $0.isLetter || $0 == "-" })
    else { return text }
    return "\"\(text[..<colon])\"\(text[colon...])"
  }

  mutating func noise(_ depth: Int, _ random: inout some RandomNumberGenerator) {
    if chance(0.3, &random) { lines.append(chance(0.1, &random) ? "   " : "") }
    if chance(0.5, &random) { lines.append(blanks(depth) + "# a comment: with a colon") }
    if chance(0.1, &random) { lines.append(blanks(depth) + "#\ta comment\twith tabs") }
  }

  func scalar(
    _ text: String, isKey: Bool = false, inFlow: Bool = false,
    _ random: inout some RandomNumberGenerator
  ) -> String {
    let isPlain =
      !["true", "12"].contains(text) && !text.contains(": ") && !text.contains("#")
    switch Int.random(in: 0..<(isPlain ? 4 : 2), using: &random) {
    case 0: return "\"\(text)\""
    case 1:
      return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    default: return text
    }
  }
}

func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

func chance(_ probability: Double, _ random: inout some RandomNumberGenerator) -> Bool {
  Double.random(in: 0..<1, using: &random) < probability
}
