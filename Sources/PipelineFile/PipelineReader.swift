// From the tree of a pipeline file to the pipeline that it says.
// Finds what has no meaning in the format; whether what has one makes sense is judged by `check`.

import Diagnostics
import PipelineModel
import YAMLSyntax

struct PipelineReader {
  private(set) var diagnostics: [Diagnostic]
  /// False once something was met that no pipeline can hold.
  private(set) var isUnderstood = true

  init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  mutating func read(_ root: YAMLNode?) -> Pipeline {
    guard let root else { return Pipeline() }
    guard root.isMapping else {
      notUnderstood(
        "not-a-mapping", "A pipeline file is a mapping of keys such as pipeline: and steps:",
        mend: "Start with pipeline: and a name", at: root)
      return Pipeline()
    }
    var fields: [PipelineField: Value] = [:]
    var defaults: StepFields = [:]
    var steps: [Step] = []
    for entry in root.entries {
      switch TopKey.table[entry.key] {
      case .field(let field): fields[field] = value(entry.value)
      case .defaults: defaults = readDefaults(entry.value)
      case .steps: steps = readSteps(entry.value)
      case nil: unknownKey(entry.key, known: TopKey.table.names)
      }
    }
    return Pipeline(fields: fields, defaults: defaults, steps: steps)
  }

  private mutating func readDefaults(_ node: YAMLNode) -> StepFields {
    let node = node.resolved
    if node.scalarValue == .null { return [:] }
    guard node.isMapping else {
      notUnderstood(
        "defaults-kind", "defaults takes a mapping", mend: "Write keys such as memory: below it",
        at: node)
      return [:]
    }
    var defaults: StepFields = [:]
    for entry in node.entries {
      if let field = StepField.defaultable[entry.key] {
        defaults[field] = value(entry.value)
      } else {
        unknownKey(entry.key, known: StepField.defaultable.names)
      }
    }
    return defaults
  }

  // MARK: Steps

  private mutating func readSteps(_ node: YAMLNode) -> [Step] {
    let node = node.resolved
    if node.scalarValue == .null { return [] }
    guard node.isMapping else {
      notUnderstood(
        "steps-kind", "steps takes a mapping of names to steps",
        mend: "Write a name with a colon for each step, and its keys below", at: node)
      return []
    }
    // Of two with one name the last counts; the other was reported with the tree.
    var ids = TextTable(capacity: node.count)
    var isHidden = [Bool](repeating: false, count: node.count)
    for (number, entry) in node.entries.enumerated() {
      if let earlier = ids.set(entry.key.textBytes, to: number) { isHidden[earlier] = true }
    }
    var steps: [Step] = []
    steps.reserveCapacity(node.count)
    for (number, entry) in node.entries.enumerated() where !isHidden[number] {
      steps.append(readStep(entry, id: StepID(number), ids))
    }
    return steps
  }

  private mutating func readStep(
    _ entry: YAMLNode.Entry, id: StepID, _ ids: TextTable
  ) -> Step {
    var step = Step(id: id, name: entry.key.text)
    let body = entry.value.resolved
    if body.scalarValue == .null { return step }
    guard body.isMapping else {
      notUnderstood(
        "step-kind", "A step is a mapping of keys such as code: and args:",
        mend: "Write the keys of \(entry.key.text) below its name", at: body)
      return step
    }
    step.fields.reserveCapacity(body.count)
    for part in body.entries {
      switch StepKey.table[part.key] {
      case .field(let field): step.fields[field] = value(part.value)
      case .arguments: step.arguments = readArguments(part.value, ids)
      case .needs: step.needs = readNeeds(part.value, ids)
      case nil: unknownKey(part.key, known: StepKey.table.names)
      }
    }
    return step
  }

  private mutating func readNeeds(_ node: YAMLNode, _ ids: TextTable) -> [StepReference] {
    let node = node.resolved
    if node.scalarValue == .null { return [] }
    guard node.isSequence else {
      notUnderstood(
        "needs-kind", "needs takes a list of steps",
        mend: "Write needs: [\(node.isScalar ? node.text : "step")]", at: node)
      return []
    }
    var needs: [StepReference] = []
    for item in node.items {
      guard let reference = reference(item, ids) else { continue }
      if needs.contains(reference) {
        notUnderstood(
          "need-twice", "\(item.resolved.text) stands here twice", mend: "Remove one of the two",
          at: item)
      } else {
        needs.append(reference)
      }
    }
    return needs
  }

  private mutating func reference(_ node: YAMLNode, _ ids: TextTable) -> StepReference? {
    let node = node.resolved
    guard node.isScalar, node.scalarValue != .null else {
      notUnderstood(
        "step-name-kind", "Here a step is named, by its name only", mend: "Write a step's name",
        at: node)
      return nil
    }
    return ids.number(of: node.textBytes).map { .step(StepID($0)) } ?? .unknown(node.text)
  }

  // MARK: Arguments

  private mutating func readArguments(_ node: YAMLNode, _ ids: TextTable) -> [Argument] {
    let node = node.resolved
    if node.scalarValue == .null { return [] }
    if node.isSequence {
      return node.items.compactMap { item in source(item, ids).map { Argument($0) } }
    }
    if node.isMapping {
      return node.entries.compactMap { entry in
        source(entry.value, ids).map { Argument(name: entry.key.text, $0) }
      }
    }
    notUnderstood(
      "args-kind", "args takes a list or a mapping of arguments",
      mend: "Write args: [\(node.isScalar ? node.text : "…")]", at: node)
    return []
  }

  private mutating func source(_ node: YAMLNode, _ ids: TextTable) -> ArgumentSource? {
    let node = node.resolved
    guard node.isMapping, let form = ArgumentForm(node) else { return .constant(value(node)) }
    switch form {
    case .constant(let constant): return .constant(value(constant))
    case .mixed:
      let keys = Array(node.entries.map(\.key.text))
      notUnderstood(
        "argument-form", "This argument has the keys \(keys.joined(separator: ", "))",
        mend: "Write {from: step}, {input: name}, or {value: …} around a constant", at: node)
      return nil
    case .step(let step, let pick):
      guard let pick = self.pick(pick) else { return nil }
      return reference(step, ids).map { .step($0, pick: pick.text) }
    case .input(let input, let pick):
      guard let pick = self.pick(pick) else { return nil }
      let input = input.resolved
      guard input.isScalar, input.scalarValue != .null else {
        notUnderstood(
          "input-name-kind", "Here an input is named, by its name only",
          mend: "Write an input's name", at: node)
        return nil
      }
      return .input(input.text, pick: pick.text)
    }
  }

  /// What `pick` says, if anything; `nil` when it is no text.
  private mutating func pick(_ node: YAMLNode?) -> (text: String?, Void)? {
    guard let pick = node?.resolved else { return (nil, ()) }
    guard case .string(let text)? = pick.scalarValue else {
      notUnderstood(
        "pick-kind", "pick takes a text such as a.b[0]", mend: "Put it in quotes", at: pick)
      return nil
    }
    return (text, ())
  }

  // MARK: Problems

  private mutating func unknownKey(_ node: YAMLNode, known: [String]) {
    let near = nearest(to: node.text, among: known).map { "Write \($0): instead" }
    diagnostics.append(
      .error(
        "unknown-key", "There is no key \"\(node.text)\" here",
        mend: near ?? "Use one of \(known.joined(separator: ", "))", at: .bytes(node.range)))
  }

  private mutating func notUnderstood(
    _ code: String, _ message: String, mend: String, at node: YAMLNode
  ) {
    isUnderstood = false
    diagnostics.append(.error(code, message, mend: mend, at: .bytes(node.range)))
  }

  // MARK: Values

  /// The value of any node, aliases followed.
  mutating func value(_ node: YAMLNode) -> Value {
    let node = node.resolved
    if node.isSequence { return .list(node.items.map { value($0) }) }
    if node.isMapping {
      return .mapping(node.entries.map { Value.Entry($0.key.text, value($0.value)) })
    }
    switch node.scalarValue {
    case .null, nil: return .null
    case .bool(let flag): return .boolean(flag)
    case .int(let number): return .integer(number)
    case .string(let text): return .text(text)
    case .float(let number):
      guard number.isFinite else {
        diagnostics.append(
          .error(
            "number-not-json", "JSON has no number \(node.text), and values travel as JSON",
            mend: "Write a number, or put it in quotes", at: .bytes(node.range)))
        return .text(node.text)
      }
      return .decimal(jsonNumber(node.text))
    }
  }

  /// A YAML number as JSON writes it, digits kept: `+.5` is `0.5`, `5.` is `5.0`.
  private func jsonNumber(_ text: String) -> String {
    if text.hasPrefix("0x") || text.hasPrefix("0o") { return exactDecimal(text) }
    var rest = Substring(text)
    var sign = ""
    if rest.first == "+" || rest.first == "-" { sign = rest.removeFirst() == "-" ? "-" : "" }
    let mantissa = rest.prefix { $0 != "e" && $0 != "E" }
    let exponent = rest.dropFirst(mantissa.count)
    let parts = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts[0].isEmpty ? "0" : String(parts[0])
    guard parts.count == 2 else { return sign + whole + exponent }
    return sign + whole + "." + (parts[1].isEmpty ? "0" : parts[1]) + exponent
  }

  /// A whole number in another base that `Int` does not hold, in decimal digits.
  private func exactDecimal(_ text: String) -> String {
    let base = text.hasPrefix("0x") ? 16 : 8
    var digits: [Int] = [0]
    for character in text.dropFirst(2) {
      var carry = character.hexDigitValue ?? 0
      for place in digits.indices {
        carry += digits[place] * base
        digits[place] = carry % 10
        carry /= 10
      }
      while carry > 0 {
        digits.append(carry % 10)
        carry /= 10
      }
    }
    return digits.reversed().map(String.init).joined()
  }
}
