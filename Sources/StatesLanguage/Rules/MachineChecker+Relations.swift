// The rules about fields that mean something together: in Map states and their parts, in retriers and
// in choice rules.

import Diagnostics

extension MachineChecker {
  /// - Parameter anchor: where something missing is reported.
  mutating func checkRelations(_ value: PlacedValue, _ kind: ObjectKind, anchor: Range<Int>) {
    switch kind {
    case .state(let kind):
      checkEndField(value)
      switch kind {
      case .task: checkTask(value, anchor: anchor)
      case .map: checkMap(value)
      case .parallel, .pass, .wait, .choice, .succeed, .fail: break
      }
    case .processorConfig: checkProcessorConfig(value, anchor: anchor)
    case .readerConfig: checkReaderConfig(value, anchor: anchor)
    case .retrier: checkRetrier(value)
    case .rule, .nestedRule: checkRule(value, kind, anchor: anchor)
    case .machine, .branch, .processor, .itemReader, .itemBatcher, .resultWriter, .writerConfig,
      .catcher:
      break
    }
  }

  private mutating func checkEndField(_ state: PlacedValue) {
    guard let end = state.member("End"), end.value.bool == false, state["Next"] == nil else {
      return
    }
    within(.name("End")) {
      $0.refuse(
        "asl-field-missing", "is false, and there is no Next",
        mend: "Set it to true, or say with Next where to go", at: end.value.range, .transitions)
    }
  }

  /// Retries that AWS takes although the specification wants other numbers.
  private mutating func checkRetrier(_ retrier: PlacedValue) {
    let interval = retrier["IntervalSeconds"]?.integer ?? 1
    if let member = retrier.member("IntervalSeconds"), interval == 0 {
      within(.name("IntervalSeconds")) {
        $0.doubt(
          "asl-retry-interval", "is 0; the specification wants a positive number",
          mend: "Write 1 or more", at: member.value.range, .retrying)
      }
    }
    if let member = retrier.member("MaxDelaySeconds"), let most = member.value.integer,
      (1...interval).contains(most), interval > 1
    {
      within(.name("MaxDelaySeconds")) {
        $0.doubt(
          "asl-retry-delay", "is \(most), so waits never grow beyond IntervalSeconds (\(interval))",
          mend: "Make it more than IntervalSeconds", at: member.value.range, .retrying)
      }
    }
  }
}

// MARK: Map

extension MachineChecker {
  private mutating func checkMap(_ map: PlacedValue) {
    let config = (map["ItemProcessor"] ?? map["Iterator"])?["ProcessorConfig"]
    let mode = config?["Mode"]
    if let mode, Placeholder.stands(for: mode) { return }
    if mode?.string?.hasSameBytes(as: "DISTRIBUTED") == true {
      if isExpress, let mode {
        refuse(
          "asl-express", "is a distributed Map, which an express workflow can't have",
          mend: "Make the workflow a standard one, or the Map INLINE", at: mode.range, .processor)
      }
      return
    }
    let distributed = [
      "ItemReader", "ItemBatcher", "ResultWriter", "Label", "ToleratedFailureCount",
      "ToleratedFailureCountPath", "ToleratedFailurePercentage", "ToleratedFailurePercentagePath",
    ]
    for name in distributed {
      guard let member = map.member(name) else { continue }
      within(.name(name)) {
        $0.doubt(
          "asl-map-mode", "has a meaning in distributed Maps only",
          mend: "Set ProcessorConfig to Mode DISTRIBUTED and an ExecutionType, or remove it",
          at: member.keyRange, .processor)
      }
    }
  }

  private mutating func checkProcessorConfig(_ config: PlacedValue, anchor: Range<Int>) {
    let mode = config["Mode"]?.string
    if mode?.hasSameBytes(as: "DISTRIBUTED") == true, config["ExecutionType"] == nil {
      refuse(
        "asl-field-missing", "has no ExecutionType", mend: "Add ExecutionType STANDARD or EXPRESS",
        at: anchor, .processor)
    }
    guard let type = config.member("ExecutionType") else { return }
    if mode?.hasSameBytes(as: "INLINE") == true {
      within(.name("ExecutionType")) {
        $0.refuse(
          "asl-map-mode", "has a meaning in distributed Maps only",
          mend: "Remove it, or set Mode to DISTRIBUTED", at: type.keyRange, .processor)
      }
    } else if mode == nil, config["Mode"] == nil {
      within(.name("ExecutionType")) {
        $0.doubt(
          "asl-map-mode", "has no effect without a Mode, which is INLINE by default",
          mend: "Set Mode to DISTRIBUTED, or remove it", at: type.keyRange, .processor)
      }
    }
  }

  private mutating func checkReaderConfig(_ config: PlacedValue, anchor: Range<Int>) {
    let type = config["InputType"]?.string
    let location = config.member("CSVHeaderLocation")
    if type?.hasSameBytes(as: "CSV") == true, location == nil {
      refuse(
        "asl-field-missing", "has no CSVHeaderLocation, which CSV needs",
        mend: "Add CSVHeaderLocation FIRST_ROW, or GIVEN and CSVHeaders", at: anchor, .reading)
    }
    if type?.hasSameBytes(as: "JSON") == true, let location {
      within(.name("CSVHeaderLocation")) {
        $0.refuse(
          "asl-reader-csv", "has no meaning for JSON", mend: "Remove it", at: location.keyRange,
          .reading)
      }
    }
    if location?.value.string?.hasSameBytes(as: "GIVEN") == true, config["CSVHeaders"] == nil {
      refuse(
        "asl-field-missing", "has no CSVHeaders, which CSVHeaderLocation GIVEN needs",
        mend: "Add CSVHeaders with the names of the columns", at: anchor, .reading)
    }
    guard let headers = config["CSVHeaders"], !Placeholder.stands(for: headers) else { return }
    within(.name("CSVHeaders")) { checker in
      guard let items = headers.items else {
        checker.refuseKind(of: headers, "an array of strings")
        return
      }
      for item in items where item.string == nil { checker.refuseKind(of: item, "a string") }
    }
  }
}

// MARK: Choice

extension MachineChecker {
  /// A rule compares one place (Variable and one operator), joins other rules, or has a Condition.
  private mutating func checkRule(_ rule: PlacedValue, _ kind: ObjectKind, anchor: Range<Int>) {
    guard let members = rule.members else { return }
    section = .choice
    if language == .jsonata {
      if rule["Condition"] == nil, state?.isDowngraded != true {
        refuse(
          "asl-choice", "has no Condition", mend: "Add a Condition: true, false or an expression",
          at: anchor)
      }
      return
    }
    let forms = ["And", "Or", "Not", "Variable"].filter { rule[$0] != nil }
    let operators = members.filter { comparisonNames.contains(ExactText($0.key)) }
    guard forms.count == 1 else {
      refuse(
        "asl-choice",
        forms.isEmpty
          ? "tests nothing" : "has \(forms.joined(separator: " and ")), which exclude each other",
        mend: "Give it Variable and one comparison, or one of And, Or and Not", at: anchor)
      return
    }
    if forms == ["Variable"] {
      if operators.isEmpty {
        refuse(
          "asl-choice", "has a Variable but compares it with nothing",
          mend: "Add a comparison such as StringEquals, IsPresent or NumericGreaterThan",
          at: anchor)
      }
    } else if let first = operators.first {
      refuse(
        "asl-choice", "compares with \(first.key) but has \(forms[0])",
        mend: "Put the comparison into a rule of its own", at: first.keyRange)
    }
    if operators.count > 1, let second = operators.dropFirst().first {
      refuse(
        "asl-choice", "has \(operators.count) comparisons",
        mend: "Keep one; join several with And or Or", at: second.keyRange)
    }
  }
}
