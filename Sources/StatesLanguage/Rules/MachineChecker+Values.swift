// The rules about single values: kinds, ranges, timestamps, names to choose from, labels, error names.

import Diagnostics

extension MachineChecker {
  /// Looks at a field's value as its row in the table wants it.
  mutating func check(_ member: PlacedMember, as kind: ValueKind) {
    let value = member.value
    if Placeholder.stands(for: value), !kind.isData { return }
    switch kind {
    case .anything: checkStatic(value)
    case .text: checkText(value)
    case .textOrExpression: checkTextOrExpression(value)
    case .flag: if value.bool == nil { refuseKind(of: value, "true or false") }
    case .oneOf(let names): check(value, isOneOf: names)
    case .whole(let range, let orExpression): check(value, isWholeIn: range, orExpression)
    case .number(let range, let orExpression): check(value, isNumberIn: range, orExpression)
    case .timestamp: checkTimestamp(value)
    case .condition: checkCondition(value)
    case .path: checkPath(value, .path, takesNull: true)
    case .reference: checkPath(value, .reference, takesNull: false)
    case .resultPath: checkPath(value, .resultReference, takesNull: true)
    case .textPath: checkTextPath(value)
    case .template: checkData(value, field: member.key)
    case .assignment: checkAssignment(value)
    case .items: checkItems(value)
    case .resource: checkResource(value)
    case .readerResource: check(value, isService: "s3", ["getObject", "listObjectsV2"])
    case .writerResource: check(value, isService: "s3", ["putObject"])
    case .credentials: checkCredentials(value, anchor: member.keyRange)
    case .label: checkLabel(value)
    case .errorNames: checkErrorNames(value)
    case .transition: if value.string == nil { refuseKind(of: value, "the name of a state") }
    case .machine(let kind): checkMachine(value, is: kind, anchor: member.keyRange)
    case .object(let kind): check(value, is: kind, anchor: member.keyRange)
    case .list(let kind, let isNonempty): check(value, isListOf: kind, isNonempty)
    case .judgedElsewhere: break
    }
  }

  private mutating func check(
    _ value: PlacedValue, isListOf kind: ObjectKind, _ isNonempty: Bool
  ) {
    guard let items = value.items else {
      refuseKind(of: value, "an array")
      return
    }
    if items.isEmpty, isNonempty {
      refuse(
        "asl-value-empty", "is empty", mend: "Give it at least one item", at: value.range)
    }
    let section = section
    for (index, item) in items.enumerated() where !Placeholder.stands(for: item) {
      let anchor = item.range.lowerBound..<(item.range.lowerBound + 1)
      self.section = section
      within(.index(index)) { checker in
        switch kind {
        case .branch: checker.checkMachine(item, is: kind, anchor: anchor)
        default: checker.check(item, is: kind, anchor: anchor)
        }
      }
    }
    switch kind {
    case .retrier, .catcher: checkCatchAll(items)
    default: break
    }
  }

  private mutating func checkText(_ value: PlacedValue) {
    if value.string == nil { refuseKind(of: value, "a string") }
  }

  private mutating func checkTextOrExpression(_ value: PlacedValue) {
    guard let text = value.string else {
      refuseKind(of: value, "a string")
      return
    }
    if language == .jsonata {
      checkExpression(in: text, value.range)
    } else if text.utf8.starts(with: "$.".utf8) || text.utf8.starts(with: "$$.".utf8) {
      doubt(
        "asl-static-path", "is the text \"\(text.clipped)\", not what stands at that path",
        mend: "Use the field with Path after its name to read it from the input", at: value.range)
    }
  }

  private mutating func check(_ value: PlacedValue, isOneOf names: [String]) {
    guard let text = value.string else {
      refuseKind(of: value, "a string")
      return
    }
    guard !names.contains(where: { $0.hasSameBytes(as: text) }), !Placeholder.isIn(text) else {
      return
    }
    refuse(
      "asl-value-choice", "is \"\(text.clipped)\"",
      mend: "Write \(names.map { "\"\($0)\"" }.joined(separator: " or "))", at: value.range)
  }

  private mutating func check(
    _ value: PlacedValue, isWholeIn range: ClosedRange<Int>, _ orExpression: Bool
  ) {
    if isExpression(value, orExpression) { return }
    if let number = value.integer, range.contains(number) { return }
    let bounds =
      range.upperBound == .max
      ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    refuseNumber(value, "a whole number \(bounds)", orExpression)
  }

  private mutating func check(
    _ value: PlacedValue, isNumberIn range: ClosedRange<Double>, _ orExpression: Bool
  ) {
    if isExpression(value, orExpression) { return }
    if let number = value.number, range.contains(number) { return }
    guard value.number == nil || range.lowerBound.isFinite else { return }
    let bounds =
      range.lowerBound.isInfinite
      ? ""
      : range.upperBound.isInfinite
        ? " of at least \(Int(range.lowerBound))"
        : " from \(Int(range.lowerBound)) to \(Int(range.upperBound))"
    refuseNumber(value, "a number\(bounds)", orExpression)
  }

  private mutating func refuseNumber(
    _ value: PlacedValue, _ wanted: String, _ orExpression: Bool
  ) {
    let isOutside = value.number != nil
    let choice = orExpression && language == .jsonata ? "\(wanted) or an expression" : wanted
    refuse(
      isOutside ? "asl-value-range" : "asl-value-kind",
      isOutside ? "is not \(wanted)" : "is \(value.kindName), not \(choice)",
      mend: "Write \(choice)", at: value.range)
  }

  /// Whether the value is an expression that may stand here; it is then checked.
  private mutating func isExpression(_ value: PlacedValue, _ isAllowed: Bool) -> Bool {
    guard isAllowed, language == .jsonata, let text = value.string, JSONataString.isMeant(text)
    else { return false }
    checkExpression(in: text, value.range)
    return true
  }

  private mutating func checkTimestamp(_ value: PlacedValue) {
    if isExpression(value, true) { return }
    guard let text = value.string else {
      refuseKind(of: value, "a timestamp")
      return
    }
    guard !TimestampSyntax.isTimestamp(text), !Placeholder.isIn(text) else { return }
    refuse(
      "asl-timestamp", "is \"\(text.clipped)\", which is no timestamp",
      mend: "Write it like 2026-03-14T01:59:00Z or 2026-03-14T01:59:00+01:00", at: value.range,
      .timestamps)
  }

  private mutating func checkCondition(_ value: PlacedValue) {
    if value.bool != nil || isExpression(value, true) { return }
    refuseKind(of: value, "true, false or an expression")
  }

  private mutating func checkItems(_ value: PlacedValue) {
    switch value.content {
    case .array, .object: checkData(value, field: "Items")
    case .null, .bool, .integer, .number, .string, .placeholder:
      if isExpression(value, true) { return }
      refuseKind(of: value, "an array, an object or an expression")
    }
  }
}

// MARK: names

extension MachineChecker {
  /// AWS: at most 40 characters without white space, wildcards, brackets and special characters.
  private mutating func checkLabel(_ value: PlacedValue) {
    guard let text = value.string else {
      refuseKind(of: value, "a string")
      return
    }
    guard !Placeholder.isIn(text) else { return }
    let forbidden = "?*<>{}[]:;,\\|^~$#%&`\"".unicodeScalars
    let bad = text.unicodeScalars.first {
      forbidden.contains($0) || $0.properties.isWhitespace
        || $0.properties.generalCategory == .control
    }
    let length = text.unicodeScalars.count
    if let bad {
      refuse(
        "asl-label",
        "has a character (U+\(String(bad.value, radix: 16, uppercase: true))) that"
          + " no label may have",
        mend: "Use letters, digits, hyphens and underscores", at: value.range)
    } else if !(1...40).contains(length) {
      refuse(
        "asl-label", "has \(length) characters", mend: "Write 1 to 40 characters", at: value.range)
    }
    if !labels.insert(ExactText(text)).inserted {
      refuse(
        "asl-label", "is \"\(text.clipped)\" as in another state",
        mend: "Give each Map state its own label",
        at: value.range)
    }
  }

  private mutating func checkErrorNames(_ value: PlacedValue) {
    guard let names = value.items else {
      refuseKind(of: value, "an array of error names")
      return
    }
    if names.isEmpty {
      refuse(
        "asl-value-empty", "is empty", mend: "Name an error, or States.ALL for every one",
        at: value.range)
    }
    for name in names where !Placeholder.stands(for: name) {
      guard let text = name.string else {
        refuseKind(of: name, "a string")
        continue
      }
      if text.utf8.starts(with: "States.".utf8), !ErrorName.isKnown(text) {
        doubt(
          "asl-error-name", "has \"\(text.clipped)\", which AWS doesn't define",
          mend: "Check the name; only AWS's own errors begin with States.", at: name.range)
      }
      if text.hasSameBytes(as: "States.ALL"), names.count > 1 {
        refuse(
          "asl-catch-all", "has States.ALL beside other names, which it includes",
          mend: "Leave States.ALL alone in the last entry", at: name.range)
      }
    }
  }

  /// States.ALL takes every error, so what follows it would never match.
  private mutating func checkCatchAll(_ entries: [PlacedValue]) {
    for (index, entry) in entries.dropLast().enumerated() {
      guard let names = entry["ErrorEquals"],
        let all = names.items?.first(where: { $0.string?.hasSameBytes(as: "States.ALL") == true })
      else { continue }
      within(.index(index)) {
        $0.refuse(
          "asl-catch-all", "has States.ALL although other entries follow",
          mend: "Move it to the end of the list", at: all.range, .retrying)
      }
    }
  }
}

/// Errors that begin with `States.`.
/// Sources: Amazon States Language, Appendix A; Developer Guide, "Handling errors".
enum ErrorName {
  private static let known: Set<String> = [
    "States.ALL", "States.BranchFailed", "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold", "States.HeartbeatTimeout", "States.Http.Socket",
    "States.IntrinsicFailure", "States.ItemReaderFailed", "States.NoChoiceMatched",
    "States.ParameterPathFailure", "States.Permissions", "States.QueryEvaluationError",
    "States.ResultPathMatchFailure", "States.ResultWriterFailed", "States.Runtime",
    "States.TaskFailed", "States.Timeout",
  ]

  static func isKnown(_ name: String) -> Bool {
    known.contains(name) || name.utf8.starts(with: "States.Http.StatusCode.".utf8)
  }
}

/// What a deployment tool fills in: `${Name}`, `{"Ref": …}`, `{"Fn::…": …}`. Terraform takes `$${` and
/// `%%{` for the texts `${` and `%{`.
enum Placeholder {
  /// Whether a value as a whole is one.
  static func stands(for value: PlacedValue) -> Bool {
    switch value.content {
    case .placeholder: return true
    case .string(let text): return isWhole(text)
    case .object(let members):
      guard let key = members.first?.key, members.count == 1 else { return false }
      return key.hasSameBytes(as: "Ref") || key.utf8.starts(with: "Fn::".utf8)
    case .null, .bool, .integer, .number, .array: return false
    }
  }

  private static func isWhole(_ text: String) -> Bool {
    guard text.utf8.starts(with: "${".utf8), text.utf8.last == UInt8(ascii: "}") else {
      return false
    }
    return text.utf8.dropFirst(2).dropLast().allSatisfy {
      $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "{")
    }
  }

  /// How many characters of a text are only there to escape what follows.
  static func escapes(in text: String) -> Int {
    let bytes = Array(text.utf8)
    return bytes.indices.dropFirst(2).count { place in
      bytes[place] == UInt8(ascii: "{") && bytes[place - 1] == bytes[place - 2]
        && (bytes[place - 1] == UInt8(ascii: "$") || bytes[place - 1] == UInt8(ascii: "%"))
    }
  }

  /// Whether a text has one in it.
  static func isIn(_ text: String) -> Bool { filled(text) != nil }

  /// The text with a word in place of each placeholder; `nil` when there is none.
  static func filled(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return nil }
    let bytes = Array(text.utf8)
    guard let last = bytes.lastIndex(of: UInt8(ascii: "}")) else { return nil }
    var filled: [UInt8] = []
    var found = false
    var place = 0
    while place < bytes.count {
      let isEscaped = place > 0 && bytes[place - 1] == UInt8(ascii: "$")
      if bytes[place] == UInt8(ascii: "$"), !isEscaped, place < last,
        bytes[place + 1] == UInt8(ascii: "{"),
        let end = bytes[place...last].firstIndex(of: UInt8(ascii: "}")), end > place + 2
      {
        filled += "x".utf8
        found = true
        place = end + 1
      } else {
        filled.append(bytes[place])
        place += 1
      }
    }
    return found ? String(decoding: filled, as: UTF8.self) : nil
  }
}

extension ValueKind {
  /// Whether it holds data, in which placeholders are just texts and objects.
  fileprivate var isData: Bool {
    switch self {
    case .anything, .template, .assignment: true
    default: false
    }
  }
}
