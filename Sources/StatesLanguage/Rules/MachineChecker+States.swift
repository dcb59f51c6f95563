// The rules about states: names, types, query languages, and the machines in Parallel and Map states.

import Diagnostics

extension MachineChecker {
  /// A machine, a branch or an item processor.
  mutating func checkMachine(_ value: PlacedValue, is kind: ObjectKind, anchor: Range<Int>) {
    check(value, is: kind, anchor: anchor)
    guard value.members != nil else { return }
    section = .topLevelFields
    if let start = value["StartAt"], start.string == nil, !Placeholder.stands(for: start) {
      within(.name("StartAt")) { $0.refuseKind(of: start, "the name of a state") }
    }
    guard let states = value["States"], !Placeholder.stands(for: states) else { return }
    guard let members = states.members else {
      within(.name("States")) { $0.refuseKind(of: states, "an object with the states") }
      return
    }
    let config = value["ProcessorConfig"]
    let isDistributed = config?["Mode"]?.string?.hasSameBytes(as: "DISTRIBUTED") == true
    let wasExpress = isExpress
    if isDistributed {
      isExpress = config?["ExecutionType"]?.string?.hasSameBytes(as: "EXPRESS") == true
    }
    scopes.append(VariableScope(members, isIsolated: isDistributed))
    for member in members { checkState(member) }
    scopes.removeLast()
    isExpress = wasExpress
    checkTransitions(in: value, members, isWholeMachine: kind == .machine)
  }

  private mutating func checkState(_ member: PlacedMember) {
    checkName(member)
    let kind = member.value["Type"]?.string.flatMap(Self.kind)
    let (outerState, outerPath, outerSection) = (state, path, section)
    path = []
    let asked = member.value["QueryLanguage"]?.string
    state = Surroundings(
      name: member.key, kind: kind, language: language(in: member.value, default: machineLanguage),
      isDowngraded: machineLanguage == .jsonata && asked?.hasSameBytes(as: "JSONPath") == true)
    defer { (state, path, section) = (outerState, outerPath, outerSection) }
    section = .states
    guard let members = member.value.members else {
      if !Placeholder.stands(for: member.value) { refuseKind(of: member.value, "an object") }
      return
    }
    if let field = members.first(where: { $0.key.hasSameBytes(as: "QueryLanguage") }) {
      checkQueryLanguage(field)
    }
    guard let kind else {
      refuseType(member)
      return
    }
    check(member.value, is: .state(kind), anchor: member.keyRange)
  }

  private static func kind(_ name: String) -> StateKind? {
    StateKind.allCases.first { $0.rawValue.hasSameBytes(as: name) }
  }

  private mutating func refuseType(_ member: PlacedMember) {
    let names = StateKind.allCases.map(\.rawValue)
    let list = names.joined(separator: ", ")
    guard let type = member.value["Type"] else {
      refuse(
        "asl-field-missing", "has no Type", mend: "Add a Type: one of \(list)", at: member.keyRange)
      return
    }
    guard !Placeholder.stands(for: type) else { return }
    within(.name("Type")) { checker in
      guard let text = type.string else {
        checker.refuseKind(of: type, "the name of a type")
        return
      }
      let near = Spelling.nearest(to: text, among: names).map { "Did you mean \($0)? " } ?? ""
      checker.refuse(
        "asl-state-type", "is \"\(text.clipped)\", which is no type of states",
        mend: "\(near)Write one of \(list)", at: type.range)
    }
  }

  private mutating func checkName(_ member: PlacedMember) {
    let length = member.key.unicodeScalars.count - Placeholder.escapes(in: member.key)
    if !(1...80).contains(length) {
      add(
        .error(
          "state-name-length", "The state name \"\(member.key.clipped)\" has \(length) characters",
          mend: "Give the state a name of 1 to 80 characters", at: .bytes(member.keyRange)))
    }
    if !stateNames.insert(ExactText(member.key)).inserted {
      add(
        .error(
          "state-name-duplicate", "Two states are named \"\(member.key.clipped)\"",
          mend: "Rename one; names are unique in the whole machine, branches included",
          at: .bytes(member.keyRange)))
    }
  }
}

// MARK: query languages

extension MachineChecker {
  /// The language that a machine or a state uses. AWS takes everything but exactly "JSONPath" for
  /// JSONata, besides refusing it.
  func language(in object: PlacedValue, default inherited: QueryLanguage) -> QueryLanguage {
    guard let value = object["QueryLanguage"], !Placeholder.stands(for: value) else {
      return inherited
    }
    return value.string?.hasSameBytes(as: QueryLanguage.jsonPath.rawValue) == true
      ? .jsonPath : .jsonata
  }

  mutating func checkQueryLanguage(_ field: PlacedMember) {
    guard !Placeholder.stands(for: field.value) else { return }
    section = .queryLanguage
    within(.name("QueryLanguage")) { checker in
      guard let text = field.value.string else {
        checker.refuseKind(of: field.value, "\"JSONPath\" or \"JSONata\"")
        return
      }
      if !QueryLanguage.allCases.contains(where: { $0.rawValue.hasSameBytes(as: text) }) {
        checker.refuse(
          "asl-value-choice", "is \"\(text.clipped)\"", mend: "Write \"JSONPath\" or \"JSONata\"",
          at: field.value.range)
      } else if checker.state?.isDowngraded == true {
        checker.refuse(
          "asl-language-downgrade", "is JSONPath although the machine's is JSONata",
          mend: "Remove it, or let the machine use JSONPath and single states JSONata",
          at: field.value.range)
      }
    }
  }
}
