// The rules about data with queries in it: payload templates in JSONPath, `{% %}` in JSONata, and
// values that are static although they look like queries.

import Diagnostics

extension MachineChecker {
  /// Parameters, ResultSelector, ItemSelector, BatchInput, Arguments, Output.
  mutating func checkData(_ value: PlacedValue, field: String) {
    if language == .jsonata {
      let before = readable
      readable = statesField(in: field)
      checkExpressions(in: value)
      readable = before
      return
    }
    if value.members == nil, !Placeholder.stands(for: value) {
      let isSelector = field.hasSameBytes(as: "ResultSelector")
      let mend = "Write an object; its keys that end in .$ take paths"
      if isSelector {
        refuse(
          "asl-value-kind", "is \(value.kindName), not an object", mend: mend, at: value.range,
          .payloadTemplate)
      } else {
        doubt(
          "asl-template-object", "is \(value.kindName), where the specification wants an object",
          mend: mend, at: value.range, .payloadTemplate)
      }
    }
    checkTemplate(value)
  }

  /// `$states.result` exists after the work of a state is done, `errorOutput` after it failed.
  private func statesField(in field: String) -> StatesField? {
    guard field.hasSameBytes(as: "Output") || field.hasSameBytes(as: "Assign") else { return nil }
    if path.count == 3, path[0] == .name("Catch") { return .errorOutput }
    switch state?.kind {
    case .task, .parallel, .map: return path.count == 1 ? .result : nil
    case .pass, .wait, .choice, .succeed, .fail, nil: return nil
    }
  }

  mutating func checkAssignment(_ value: PlacedValue) {
    guard let members = value.members else {
      if !Placeholder.stands(for: value) { refuseKind(of: value, "an object") }
      return
    }
    for member in members {
      let name =
        language == .jsonPath && member.key.utf8.hasSuffix(".$")
        ? String(member.key.dropLast(2)) : member.key
      within(.name(member.key)) { $0.checkVariableName(name, at: member.keyRange) }
    }
    checkData(value, field: "Assign")
  }

  private mutating func checkVariableName(_ name: String, at range: Range<Int>) {
    if name.hasSameBytes(as: "states") {
      refuse(
        "asl-variable-name", "sets $states, which is reserved", mend: "Choose another name",
        at: range, .variables)
    } else if !VariableName.isSyntax(name) {
      if Placeholder.isIn(name) { return }
      refuse(
        "asl-variable-name", "is no name for a variable",
        mend: "Begin with a letter; go on with letters, digits and _", at: range, .variables)
    } else if name.unicodeScalars.count > VariableName.maximumLength {
      refuse(
        "asl-variable-name", "is longer than \(VariableName.maximumLength) characters",
        mend: "Shorten it", at: range, .variables)
    }
    checkScope(of: name, at: range)
  }

  mutating func checkCredentials(_ value: PlacedValue, anchor: Range<Int>) {
    guard let members = value.members else {
      refuseKind(of: value, "an object with RoleArn")
      return
    }
    let hasRole = members.contains {
      $0.key.hasSameBytes(as: "RoleArn")
        || language == .jsonPath && $0.key.hasSameBytes(as: "RoleArn.$")
    }
    if !hasRole {
      refuse(
        "asl-field-missing", "has no RoleArn", mend: "Name the role that the task shall assume",
        at: anchor)
    }
    checkData(value, field: "Credentials")
  }
}

// MARK: JSONPath

extension MachineChecker {
  private mutating func checkTemplate(_ value: PlacedValue) {
    switch value.content {
    case .object(let members):
      checkRenamed(members)
      for member in members { checkTemplate(member) }
    case .array(let items):
      for (index, item) in items.enumerated() {
        within(.index(index)) { $0.checkTemplate(item) }
      }
    case .string(let text): checkStaticText(text, value.range)
    case .null, .bool, .integer, .number, .placeholder: break
    }
  }

  private mutating func checkTemplate(_ member: PlacedMember) {
    within(.name(member.key)) { checker in
      guard member.key.utf8.hasSuffix(".$") else {
        checker.checkTemplate(member.value)
        return
      }
      guard let text = member.value.string else {
        if Placeholder.stands(for: member.value) { return }
        checker.refuse(
          "asl-template-path", "is \(member.value.kindName); a key that ends in .$ takes a path",
          mend: "Write a path or a call of an intrinsic function, or drop .$ from the key",
          at: member.value.range, .payloadTemplate)
        return
      }
      checker.checkPathOrCall(text, member.value.range)
    }
  }

  /// After `.$` is taken away, `a.$` and `a` would be one key.
  private mutating func checkRenamed(_ members: [PlacedMember]) {
    let renamed = members.filter { $0.key.utf8.hasSuffix(".$") }
    guard !renamed.isEmpty, members.count > renamed.count else { return }
    let plain = Set(members.map { ExactText($0.key) })
    for member in renamed {
      let name = String(member.key.dropLast(2))
      guard plain.contains(ExactText(name)) else { continue }
      within(.name(member.key)) {
        $0.refuse(
          "asl-template-twice",
          "and \"\(name.clipped)\" stand in one object; both give \"\(name.clipped)\"",
          mend: "Keep one of them", at: member.keyRange, .payloadTemplate)
      }
    }
  }

  private mutating func checkPathOrCall(_ text: String, _ range: Range<Int>) {
    if text.utf8.first == UInt8(ascii: "$"), !text.utf8.starts(with: "${".utf8) {
      checkPath(text, .path, range)
    } else {
      checkCall(text, givesText: false, range)
    }
  }

  private mutating func checkStaticText(_ text: String, _ range: Range<Int>) {
    let looksLikeQuery =
      text.utf8.starts(with: "$.".utf8) || text.utf8.starts(with: "$$.".utf8)
      || text.utf8.starts(with: "States.".utf8) && text.utf8.last == UInt8(ascii: ")")
    if looksLikeQuery {
      doubt(
        "asl-static-path", "is the text \"\(text.clipped)\", not what stands at that path",
        mend: "End the key with .$ to have it evaluated", at: range, .payloadTemplate)
    } else if text.utf8.starts(with: "{%".utf8), text.utf8.hasSuffix("%}") {
      doubt(
        "asl-static-expression", "is a text; expressions are evaluated in JSONata only",
        mend: "Set QueryLanguage to JSONata, or use a path", at: range, .queryLanguage)
    }
  }

  /// Result of a Pass state is taken as it is.
  mutating func checkStatic(_ value: PlacedValue) {
    guard let member = value.members?.first(where: { $0.key.utf8.hasSuffix(".$") }) else { return }
    doubt(
      "asl-static-path", "holds \"\(member.key.clipped)\", which stays as it is here",
      mend: "Use Parameters to have paths evaluated", at: member.keyRange)
  }

  mutating func checkPath(_ value: PlacedValue, _ form: PathForm, takesNull: Bool) {
    if value.isNull, takesNull { return }
    guard let text = value.string else {
      refuseKind(of: value, takesNull ? "a path or null" : "a path")
      return
    }
    checkPath(text, form, value.range)
  }

  private mutating func checkPath(_ text: String, _ form: PathForm, _ range: Range<Int>) {
    var syntax = PathSyntax(Array((Placeholder.filled(text) ?? text).utf8)[...], form)
    let problem = syntax.problem()
    if let problem {
      refuse(
        form == .path ? "asl-path" : "asl-reference-path",
        "is \"\(text.clipped)\", which \(problem)",
        mend: form == .path
          ? "Write a path such as $.orders[0].id"
          : "Write a path to one place, such as $.orders[0]",
        at: range, form == .path ? .paths : .referencePaths)
    } else if let variable = syntax.variable {
      checkRead(of: variable, at: range)
    }
  }

  /// ErrorPath and CausePath.
  mutating func checkTextPath(_ value: PlacedValue) {
    guard let text = value.string else {
      refuseKind(of: value, "a path or a call of an intrinsic function")
      return
    }
    if text.utf8.first == UInt8(ascii: "$") {
      checkPath(text, .reference, value.range)
    } else {
      checkCall(text, givesText: true, value.range)
    }
  }

  private mutating func checkCall(_ text: String, givesText: Bool, _ range: Range<Int>) {
    if Placeholder.isIn(text), !text.utf8.starts(with: "States.".utf8) { return }
    var syntax = IntrinsicSyntax(text)
    if let problem = syntax.problem(givesText: givesText) {
      refuse(
        "asl-intrinsic", "is \"\(text.clipped)\", which \(problem)",
        mend: "Write a path such as $.name, or a call such as States.Format('{}', $.name)",
        at: range, .payloadTemplate)
      return
    }
    for variable in syntax.variables { checkRead(of: variable, at: range) }
    if syntax.calls > 10 {
      doubt(
        "asl-intrinsic-depth", "calls \(syntax.calls) functions; AWS takes ten in one field",
        mend: "Split the work over two states", at: range, .payloadTemplate)
    }
  }
}

// MARK: JSONata

/// A text that holds an expression: `{% … %}`.
enum JSONataString {
  /// Whether it begins or ends like one.
  static func isMeant(_ text: String) -> Bool {
    text.utf8.starts(with: "{%".utf8) || text.utf8.hasSuffix("%}")
  }

  /// The expression; `nil` when one of the two ends is missing.
  static func expression(in text: String) -> [UInt8]? {
    guard text.utf8.count >= 4, text.utf8.starts(with: "{%".utf8), text.utf8.hasSuffix("%}") else {
      return nil
    }
    return Array(text.utf8.dropFirst(2).dropLast(2))
  }
}

extension MachineChecker {
  private mutating func checkExpressions(in value: PlacedValue) {
    switch value.content {
    case .object(let members):
      for member in members {
        within(.name(member.key)) { $0.checkExpressions(in: member.value) }
      }
    case .array(let items):
      for (index, item) in items.enumerated() {
        within(.index(index)) { $0.checkExpressions(in: item) }
      }
    case .string(let text): checkExpression(in: text, value.range)
    case .null, .bool, .integer, .number, .placeholder: break
    }
  }

  /// Looks at the expression in a text, if there is one.
  mutating func checkExpression(in text: String, _ range: Range<Int>) {
    guard JSONataString.isMeant(text) else { return }
    guard let expression = JSONataString.expression(in: text) else {
      refuse(
        "asl-expression-ends", "begins with {% or ends with %}, but not both",
        mend: "Write {% before and %} after the expression", at: range, .jsonata)
      return
    }
    // The bytes of the expression in the document, where the string has no escapes.
    let isPlain = range.count == text.utf8.count + 2
    do throws(JSONataError) {
      check(try references(of: expression), range)
    } catch {
      let place = range.lowerBound + 3 + error.offset
      refuse(
        "asl-expression", "is no JSONata expression: it \(error.message)",
        mend: "Mend the expression at this place",
        at: isPlain && place < range.upperBound ? place..<(place + 1) : range, .jsonata)
    }
  }

  private func references(of expression: [UInt8]) throws(JSONataError) -> JSONataReferences {
    do throws(JSONataError) {
      return try JSONataParser.references(of: expression)
    } catch {
      let text = String(decoding: expression, as: UTF8.self)
      guard let filled = Placeholder.filled(text) else { throw error }
      var references = try JSONataParser.references(of: Array(filled.utf8))
      references.topLevel.removeAll { $0 == "x" }
      return references
    }
  }

  private mutating func check(_ references: JSONataReferences, _ range: Range<Int>) {
    if let name = references.topLevel.first {
      refuse(
        "asl-expression-input", "reads \(name), but there is no input document",
        mend: "Write $states.input\(name == "$" ? "" : "." + name) for the input,"
          + " or $ before the name of a variable",
        at: range, .jsonata)
    }
    if references.usesRoot {
      refuse(
        "asl-expression-input", "reads $$, but there is no input document",
        mend: "Write $states.input or $states.context", at: range, .jsonata)
    }
    for field in references.statesFields where !isReadable(field) {
      refuse(
        "asl-expression-states", "reads $states.\(field), which does not exist here",
        mend: "Use $states.input or $states.context; result exists in Output and Assign of Task,"
          + " Parallel and Map, errorOutput in those of a catcher",
        at: range, .argumentsAndOutput)
    }
  }

  private func isReadable(_ field: String) -> Bool {
    switch field {
    case "input", "context": true
    default: readable?.rawValue == field
    }
  }
}

extension String.UTF8View {
  func hasSuffix(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    return suffix(text.utf8CodeUnitCount).elementsEqual(
      UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
