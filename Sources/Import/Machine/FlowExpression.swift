// The paths, templates and simple expressions by which states pass on values, in JSONPath and in
// JSONata. What is more than picking a part is not followed.
// Source: Amazon States Language specification, "Paths", "Payload Template", "JSONata".

import StatesLanguage

/// What names stand for where an expression is evaluated.
struct FlowScope {
  enum Language { case jsonPath, jsonata }
  var language: Language
  /// `$`, or `$states.input`.
  var input: Flow
  /// `$states.result`; `$` in JSONPath means it where a result is looked at.
  var result: Flow?
  var variables: [String: Flow]

  /// The value of a template: any JSON in which some texts are expressions.
  func value(of template: JSON) -> Flow {
    switch template {
    case .object(let members):
      let entries = members.map(entry)
      let constants = entries.map { entry -> JSON.Member? in
        if case .constant(let json) = entry.value { JSON.Member(entry.key, json) } else { nil }
      }
      let all = constants.compactMap(\.self)
      return all.count == entries.count ? .constant(.object(all)) : .object(entries)
    case .array(let items):
      let values = items.map(value)
      let constants = values.compactMap { value -> JSON? in
        if case .constant(let json) = value { json } else { nil }
      }
      return constants.count == values.count ? .constant(.array(constants)) : .list(values)
    case .string(let text):
      if language == .jsonata, let inner = text.insideJSONata { return jsonata(inner) }
      return .constant(template)
    case .null, .bool, .integer, .number: return .constant(template)
    }
  }

  private func entry(_ member: JSON.Member) -> Flow.Entry {
    guard language == .jsonPath, member.key.hasSuffix(".$"), let text = member.value.string else {
      return Flow.Entry(key: member.key, value: value(of: member.value))
    }
    return Flow.Entry(key: String(member.key.dropLast(2)), value: jsonPath(text))
  }

  // MARK: JSONPath

  /// A path, or a call of an intrinsic function.
  func jsonPath(_ text: String) -> Flow {
    if text.hasPrefix("States.") { return intrinsic(text) }
    if text.hasPrefix("$$") { return context(Substring(text.dropFirst(2)), of: text) }
    var reader = FlowPathReader(text.dropFirst())
    guard text.hasPrefix("$") else { return .unknown("the expression \(text)") }
    let base: Flow?
    if let name = reader.word() {
      base = variables[name]
    } else {
      base = result ?? input
    }
    guard let base, let path = reader.path() else { return .unknown("the path \(text)") }
    return base.at(path[...])
  }

  private func context(_ rest: Substring, of text: String) -> Flow {
    var reader = FlowPathReader(rest)
    guard let path = reader.path(), path.starts(with: [.key("Execution"), .key("Input")]) else {
      return .unknown("the context, \(text)")
    }
    return Flow.execution([]).at(path.dropFirst(2))
  }

  /// Only what fills in defaults of the execution's input is followed.
  private func intrinsic(_ text: String) -> Flow {
    let name = "States.JsonMerge("
    guard text.hasPrefix(name), text.hasSuffix(")") else { return .unknown("the call \(text)") }
    let words = text.dropFirst(name.count).dropLast().split(separator: ",").map {
      $0.filter { $0 != " " }
    }
    guard words.count == 3, case .constant(.object(let defaults)) = jsonPath(words[0]),
      jsonPath(words[1]) == .execution([])
    else { return .unknown("the call \(text)") }
    return .defaultedExecution(defaults)
  }

  // MARK: JSONata

  private func jsonata(_ expression: String) -> Flow {
    let text = expression.trimmed
    if let constant = jsonataConstant(text) { return .constant(constant) }
    var reader = FlowPathReader(text.dropFirst())
    guard text.hasPrefix("$"), let name = reader.word(), let path = reader.path() else {
      return .unknown("the expression \(text)")
    }
    guard name == "states" else {
      return variables[name]?.at(path[...]) ?? .unknown("the expression \(text)")
    }
    switch path.first {
    case .key("input"): return input.at(path.dropFirst())
    case .key("result"):
      return result?.at(path.dropFirst()) ?? .unknown("the expression \(text)")
    case .key("context")
    where path.starts(with: [.key("context"), .key("Execution"), .key("Input")]):
      return Flow.execution([]).at(path.dropFirst(3))
    default: return .unknown("the expression \(text)")
    }
  }

  private func jsonataConstant(_ text: String) -> JSON? {
    var text = text
    if text.hasPrefix("'"), text.hasSuffix("'"), !text.dropFirst().dropLast().contains("'"),
      !text.contains("\""), text.utf8.count > 1
    {
      text = "\"" + text.dropFirst().dropLast() + "\""
    }
    do throws(JSONError) { return try JSON.parse(Array(text.utf8)) } catch { return nil }
  }
}

extension String {
  /// What stands between `{%` and `%}`.
  var insideJSONata: String? {
    hasPrefix("{%") && hasSuffix("%}") && utf8.count >= 4 ? String(dropFirst(2).dropLast(2)) : nil
  }

  var trimmed: String {
    let isBlank = { (character: Character) in character.isWhitespace }
    let rest = drop(while: isBlank)
    guard let end = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...end])
  }
}

/// Reads `.a['b'][0][*]`.
struct FlowPathReader {
  private var rest: Substring

  init(_ text: Substring) { rest = text }

  /// A name at the start; `nil` when there is none.
  mutating func word() -> String? {
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard !name.isEmpty else { return nil }
    rest.removeFirst(name.count)
    return String(name)
  }

  /// All that is left; `nil` when it is no such path.
  mutating func path() -> [FlowPart]? {
    var parts: [FlowPart] = []
    while let next = rest.popFirst() {
      switch next {
      case ".":
        guard let part = name() else { return nil }
        parts.append(part)
      case "[":
        guard let part = bracket() else { return nil }
        parts.append(part)
      default: return nil
      }
    }
    return parts
  }

  private mutating func name() -> FlowPart? {
    if rest.first == "`" { return quoted("`") }
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    guard !name.isEmpty else { return nil }
    rest.removeFirst(name.count)
    return .key(String(name))
  }

  private mutating func bracket() -> FlowPart? {
    let part: FlowPart?
    switch rest.first {
    case "'", "\"": part = quoted(rest[rest.startIndex])
    case "*":
      rest.removeFirst()
      part = .all
    default:
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest.removeFirst(digits.count)
      part = Int(digits).map { .index($0) }
    }
    return rest.popFirst() == "]" ? part : nil
  }

  /// A backslash keeps what follows it.
  private mutating func quoted(_ quote: Character) -> FlowPart? {
    rest.removeFirst()
    var text = ""
    while let next = rest.popFirst() {
      if next == quote { return .key(text) }
      if next == "\\", quote != "`" {
        guard let kept = rest.popFirst() else { return nil }
        text.append(kept)
      } else {
        text.append(next)
      }
    }
    return nil
  }
}
