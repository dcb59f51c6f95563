// What each kind of field may hold: the table of judgements behind `FieldSchema`.
// Limits and grammars are AWS Lambda's (quotas; API reference, CreateFunction) and EventBridge's.

import Diagnostics

extension FieldSchema {
  /// Reports what is wrong with a value of this field.
  ///
  /// - Parameter keys: of the mapping that the field stands in.
  func judge(_ value: Value, under keys: [DocumentKey], _ findings: inout Findings) {
    var judge = FieldJudge(field: key, keys: keys, findings: findings)
    judge.judge(value, kind)
    findings = judge.findings
  }
}

private struct FieldJudge {
  let field: String
  /// Of the mapping that the field stands in.
  let keys: [DocumentKey]
  /// The way from the field's value to the part that is judged.
  var inside: [DocumentKey] = []
  var findings: Findings

  /// Needed only where something is wrong.
  var place: [DocumentKey] { keys + [.name(field)] + inside }

  mutating func judge(_ value: Value, _ kind: FieldKind) {
    switch kind {
    case .line: line(value)
    case .text, .code: _ = text(value)
    case .path: path(value)
    case .integer(let range): integer(value, in: range)
    case .choice(let choices): choice(value, of: choices)
    case .schedule: schedule(value)
    case .retry: retry(value)
    case .layers: layers(value)
    case .policies: policies(value)
    case .environment: environment(value)
    case .paths: items(value) { $0.path($1) }
    case .position: position(value)
    case .inputs: inputs(value)
    case .network: network(value)
    case .backend: backend(value)
    }
  }

  mutating func wrong(_ code: String, _ message: String, mend: String) {
    findings.error(code, message, mend: mend, at: place)
  }

  mutating func wrongKind(_ value: Value, wanted: String) {
    wrong(
      "\(field)-kind", "\(field) takes \(wanted), and here is \(value.kindName)",
      mend: "Write \(wanted)")
  }

  mutating func text(_ value: Value) -> String? {
    if value.text == nil { wrongKind(value, wanted: "a text") }
    return value.text
  }

  mutating func line(_ value: Value) {
    guard let text = text(value) else { return }
    if text.isEmpty || text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      wrong("\(field)-line", "\(field) takes one line of text", mend: "Write it on one line")
    } else if field == StepField.function.rawValue, !text.isPythonIdentifier {
      wrong(
        "function-name", "\(quoted(text)) can't be a function's name in Python",
        mend: "Use letters, digits and _, without a digit in front")
    }
  }

  mutating func path(_ value: Value) {
    guard let path = text(value) else { return }
    if path.isEmpty || path.utf8.contains(0) {
      wrong("path-empty", "\(field) names no file", mend: "Write a path beside the pipeline file")
    }
  }

  mutating func integer(_ value: Value, in range: ClosedRange<Int>) {
    guard let number = value.integer else {
      return wrongKind(
        value, wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    guard !range.contains(number) else { return }
    wrong(
      "\(field)-range", "\(field) is \(number), outside \(range.lowerBound) to \(range.upperBound)",
      mend:
        "Write \(number < range.lowerBound ? range.lowerBound : range.upperBound) or another number in that range"
    )
  }

  mutating func choice(_ value: Value, of choices: [String]) {
    guard let text = value.text, choices.contains(text) else {
      let shown = value.text.map(quoted) ?? value.kindName
      return wrong(
        "\(field)-choice", "\(field) can't be \(shown)",
        mend: "Write one of \(choices.joined(separator: ", "))")
    }
    if field == StepField.runtime.rawValue { doubt(runtime: text) }
  }

  // Dates move, and a check has no clock: old runtimes are a warning.
  mutating func doubt(runtime: String) {
    guard let date = PythonRuntime.named(runtime)?.createBlocked, date < "2026-10" else { return }
    findings.warning(
      "runtime-old", "Lambda announced to take no new functions with \(runtime) from \(date) on",
      mend: "Write a newer runtime such as python3.13", at: place)
  }

  mutating func schedule(_ value: Value) {
    guard let text = text(value) else { return }
    if let problem = ScheduleExpression.problem(in: text) {
      wrong("schedule", "The schedule \(quoted(text)) \(problem.what)", mend: problem.mend)
    }
  }

  mutating func items(_ value: Value, _ judge: (inout FieldJudge, Value) -> Void) {
    guard let list = value.list else { return wrongKind(value, wanted: "a list") }
    for (index, item) in list.enumerated() {
      inside.append(.index(index))
      judge(&self, item)
      inside.removeLast()
    }
  }

  mutating func entries(
    _ value: Value, wanted: String, _ judge: (inout FieldJudge, Value.Entry) -> Void
  ) {
    guard let entries = value.entries else { return wrongKind(value, wanted: wanted) }
    for entry in entries {
      inside.append(.name(entry.key))
      judge(&self, entry)
      inside.removeLast()
    }
  }

  mutating func layers(_ value: Value) {
    items(value) { judge, item in judge.layer(item) }
    if let count = value.list?.count, count > 5 {
      wrong(
        "layers-count", "There are \(count) layers, and Lambda takes 5", mend: "Join some of them")
    }
  }

  // Lambda API: arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+
  mutating func layer(_ value: Value) {
    guard let arn = text(value) else { return }
    let parts = arn.utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
    let isNamed =
      parts.count >= 7 && parts[0].elementsEqual("arn".utf8) && !parts[1].isEmpty
      && parts[2].elementsEqual("lambda".utf8) && !parts[3].isEmpty
      && parts[4].count == 12 && parts[4].allSatisfy(\.isDigit)
      && parts[5].elementsEqual("layer".utf8) && !parts[6].isEmpty
      && parts[6].allSatisfy(\.isNameByte)
    if isNamed, parts.count == 7 {
      findings.warning(
        "layer-version", "The layer \(quoted(arn)) has no version, which Lambda asks for",
        mend: "Add :1 or another version at its end", at: place)
    } else if !isNamed || parts.count != 8 || parts[7].isEmpty || !parts[7].allSatisfy(\.isDigit) {
      wrong(
        "layer-arn", "\(quoted(arn)) is no layer version's ARN",
        mend: "Write arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION")
    }
  }

  mutating func policies(_ value: Value) {
    items(value) { judge, item in
      switch item {
      case .text: judge.path(item)
      case .mapping:
        if item["Statement"] == nil {
          judge.wrong(
            "policy-statement", "The policy has no Statement", mend: "Add Statement: with a list")
        }
      case .null, .boolean, .integer, .decimal, .list:
        judge.wrongKind(item, wanted: "a policy file's path or a policy as a mapping")
      }
    }
  }

  // Lambda API: keys [a-zA-Z]([a-zA-Z0-9_])+, 4 KB in all, some names kept by Lambda.
  mutating func environment(_ value: Value) {
    var size = 0
    entries(value, wanted: "a mapping of names to texts") { judge, entry in
      size += entry.key.utf8.count + (entry.value.text?.utf8.count ?? 0)
      judge.variable(entry)
    }
    if size > 4096 {
      wrong(
        "env-size", "The environment has \(size) bytes, and Lambda takes 4096",
        mend: "Move large values to a file, Parameter Store or S3")
    }
  }

  mutating func variable(_ entry: Value.Entry) {
    let key = entry.key
    let isName =
      key.utf8.count >= 2 && key.utf8.first?.isLetter == true
      && key.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x5F }
    if LambdaEnvironment.reserved.contains(key) {
      wrong("env-reserved", "Lambda sets \(key) itself", mend: "Use another name")
    } else if !isName {
      wrong(
        "env-name", "\(quoted(key)) can't be an environment variable in Lambda",
        mend: "Use two or more letters, digits and _, a letter in front")
    }
    if entry.value.text == nil {
      wrong(
        "env-kind", "The variable \(key) is \(entry.value.kindName), and variables are texts",
        mend: "Put its value in quotes")
    }
  }

  mutating func position(_ value: Value) {
    let numbers = value.list?.compactMap(\.integer) ?? []
    if value.list?.count != 2 || numbers.count != 2 || !numbers.allSatisfy((0...9999).contains) {
      wrong(
        "at", "at takes a column and a row from 0 to 9999",
        mend: "Write at: [2, 0], or leave it out")
    }
  }
}

enum LambdaEnvironment {
  /// Names that Lambda sets itself (developer guide, "Defined runtime environment variables").
  static let reserved: Set<String> = [
    "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
    "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    "AWS_LAMBDA_MAX_CONCURRENCY", "AWS_LAMBDA_METADATA_API", "AWS_LAMBDA_METADATA_TOKEN",
  ]
}

// MARK: - Fields that are mappings of their own

extension FieldJudge {
  // Amazon States Language, "Retrying after error": attempts and waits up to 99,999,999.
  mutating func retry(_ value: Value) {
    if let attempts = value.integer { return attemptRange(attempts) }
    entries(value, wanted: "a number of attempts or a mapping") { judge, entry in
      switch entry.key {
      case "attempts": judge.retryNumber(entry, from: 0)
      case "interval", "max-delay": judge.retryNumber(entry, from: 1)
      case "backoff": judge.backoff(entry.value)
      default: judge.unknownKey(entry.key, of: ["attempts", "interval", "backoff", "max-delay"])
      }
    }
    if let interval = value["interval"]?.integer ?? (value.entries == nil ? nil : 15),
      let longest = value["max-delay"]?.integer, longest <= interval
    {
      wrong(
        "retry-max-delay", "max-delay is \(longest) and not above the interval of \(interval)",
        mend: "Make it longer, or leave it out")
    }
  }

  private mutating func attemptRange(_ attempts: Int) {
    if !(0...99_999_999).contains(attempts) {
      wrong("retry-range", "retry is \(attempts)", mend: "Write a number from 0 to 99999999")
    }
  }

  private mutating func retryNumber(_ entry: Value.Entry, from low: Int) {
    let high = entry.key == "max-delay" ? 31_622_399 : 99_999_999
    if !(low...high).contains(entry.value.integer ?? -1) {
      wrong(
        "retry-range", "\(entry.key) takes a whole number from \(low) to \(high)",
        mend: "Write such a number")
    }
  }

  private mutating func backoff(_ value: Value) {
    let number: Double? =
      switch value {
      case .integer(let number): Double(number)
      case .decimal(let text): Double(text)
      case .null, .boolean, .text, .list, .mapping: nil
      }
    if !((number ?? 0) >= 1) {
      wrong("retry-backoff", "backoff takes a number of at least 1", mend: "Write 2, for instance")
    }
  }

  mutating func inputs(_ value: Value) {
    entries(value, wanted: "a mapping of names to {default: …}") { judge, entry in
      switch entry.value {
      case .null: break
      case .mapping(let settings):
        for setting in settings where setting.key != "default" {
          judge.unknownKey(setting.key, of: ["default"])
        }
      case .boolean, .integer, .decimal, .text, .list:
        judge.wrong(
          "input-kind", "The input \(entry.key) is \(entry.value.kindName)",
          mend: "Write \(entry.key): {default: …}, or {} when the execution must bring it")
      }
    }
  }

  mutating func network(_ value: Value) {
    entries(value, wanted: "a mapping with vpc, subnets and outbound") { judge, entry in
      switch entry.key {
      case "vpc":
        if entry.value.text?.hasPrefix("vpc-") != true {
          judge.wrong("network-vpc", "vpc takes a VPC's id", mend: "Write vpc: vpc-…")
        }
      case "subnets":
        judge.entries(entry.value, wanted: "filters such as tag:Tier: private") { judge, filter in
          if judge.filterValues(filter.value) == nil {
            judge.wrongKind(filter.value, wanted: "a text or a list of texts")
          }
        }
      case "outbound": judge.items(entry.value) { judge, item in _ = judge.text(item) }
      default: judge.unknownKey(entry.key, of: ["vpc", "subnets", "outbound"])
      }
    }
    if value.entries != nil, value["vpc"] == nil {
      wrong("network-vpc", "The network names no VPC", mend: "Add vpc: vpc-…")
    }
  }

  func filterValues(_ value: Value) -> [String]? {
    if let text = value.text { return [text] }
    guard let list = value.list else { return nil }
    let texts = list.compactMap(\.text)
    return texts.count == list.count ? texts : nil
  }

  mutating func backend(_ value: Value) {
    guard let entries = value.entries, entries.count == 1, entries[0].value.entries != nil else {
      return wrong(
        "backend", "backend takes one Terraform backend and its settings",
        mend: "Write one such as {s3: {bucket: …, key: …, region: …}}")
    }
  }

  mutating func unknownKey(_ key: String, of known: [String]) {
    let near = nearest(to: key, among: known).map { "Write \($0)" }
    wrong(
      "unknown-key", "\(quoted(key)) is no key of \(field)",
      mend: near ?? "Use \(known.joined(separator: ", "))")
  }
}
