// The rules about the way from state to state: targets within the same `States`, an end, and no state
// that nothing leads to.

import Diagnostics

extension MachineChecker {
  /// A field that names a state.
  private struct Transition {
    let target: String
    let range: Range<Int>
    let path: [DocumentKey]
  }

  mutating func checkTransitions(
    in machine: PlacedValue, _ states: [PlacedMember], isWholeMachine: Bool
  ) {
    section = .transitions
    let names = Set(states.map { ExactText($0.key) })
    var ways: [ExactText: [Transition]] = [:]
    var isOpen = false
    for state in states {
      let found = Self.transitions(of: state.value, names, &isOpen)
      ways[ExactText(state.key)] = found
      for transition in found where !names.contains(ExactText(transition.target)) {
        refuseTarget(transition, from: state, names)
      }
    }
    var start: String?
    if let value = machine["StartAt"], let name = value.string,
      names.contains(ExactText(name)) || !Placeholder.isIn(name)
    {
      start = name
      if !names.contains(ExactText(name)) {
        within(.name("StartAt")) { $0.refuseTarget(name, value.range, names) }
      }
    } else {
      isOpen = true
    }
    let isSearched = checkEnd(in: states, machine, isWholeMachine: isWholeMachine, isOpen: isOpen)
    guard let start, names.contains(ExactText(start)), isSearched, !isOpen else { return }
    refuseUnreachable(states, from: start, ways)
  }

  /// - Parameters:
  ///   - names: of all states; what looks like a placeholder may be one of them.
  ///   - isOpen: becomes true when a placeholder may lead anywhere.
  private static func transitions(
    of state: PlacedValue, _ names: Set<ExactText>, _ isOpen: inout Bool
  ) -> [Transition] {
    var found: [Transition] = []
    func add(_ value: PlacedValue?, _ path: [DocumentKey]) {
      guard let value else { return }
      guard let name = value.string,
        names.contains(ExactText(name)) || !Placeholder.isIn(name)
      else {
        isOpen = isOpen || Placeholder.stands(for: value)
        return
      }
      found.append(Transition(target: name, range: value.range, path: path))
    }
    if Placeholder.stands(for: state) { isOpen = true }
    add(state["Next"], [.name("Next")])
    add(state["Default"], [.name("Default")])
    for field in ["Choices", "Catch"] {
      guard let entries = state[field] else { continue }
      if Placeholder.stands(for: entries) { isOpen = true }
      for (index, entry) in (entries.items ?? []).enumerated() {
        if Placeholder.stands(for: entry) { isOpen = true }
        add(entry["Next"], [.name(field), .index(index), .name("Next")])
      }
    }
    return found
  }

  private mutating func refuseTarget(
    _ transition: Transition, from origin: PlacedMember, _ names: Set<ExactText>
  ) {
    let (outerState, outerPath) = (state, path)
    defer { (state, path) = (outerState, outerPath) }
    state = Surroundings(
      name: origin.key, kind: nil, language: machineLanguage, isDowngraded: false)
    path = transition.path
    refuseTarget(transition.target, transition.range, names)
  }

  private mutating func refuseTarget(
    _ target: String, _ range: Range<Int>, _ names: Set<ExactText>
  ) {
    let isElsewhere = stateNames.contains(ExactText(target))
    let near = Spelling.nearest(to: target, among: names.lazy.map(\.text))
    refuse(
      "asl-transition",
      isElsewhere
        ? "leads to \"\(target.clipped)\", which is not in the same States"
        : "leads to \"\(target.clipped)\", which does not exist",
      mend: isElsewhere
        ? "States lead only to states beside them; end the branch instead"
        : near.map { "Did you mean \"\($0)\"?" } ?? "Name a state of the same States", at: range)
  }

  /// A branch without an end is only doubtful: AWS takes it.
  ///
  /// - Returns: whether unreachable states shall be looked for; AWS doesn't in a machine without end.
  private mutating func checkEnd(
    in states: [PlacedMember], _ machine: PlacedValue, isWholeMachine: Bool, isOpen: Bool
  ) -> Bool {
    let hasEnd = states.contains { state in
      let type = state.value["Type"]?.string
      let end = state.value["End"]
      return end?.bool == true || end.map(Placeholder.stands) == true
        || type?.hasSameBytes(as: "Succeed") == true || type?.hasSameBytes(as: "Fail") == true
    }
    guard !hasEnd, !isOpen, let field = machine.member("States") else { return true }
    let mend = "Let a state have \"End\": true, or add a Succeed or Fail state"
    if isWholeMachine {
      within(.name("States")) {
        $0.refuse("asl-no-end", "have no state that ends", mend: mend, at: field.keyRange)
      }
    } else {
      within(.name("States")) {
        $0.doubt(
          "asl-no-end", "have no state that ends, so the work here never does", mend: mend,
          at: field.keyRange)
      }
    }
    return !isWholeMachine
  }

  private mutating func refuseUnreachable(
    _ states: [PlacedMember], from start: String, _ ways: [ExactText: [Transition]]
  ) {
    var reached: Set<ExactText> = [ExactText(start)]
    var open = [ExactText(start)]
    while let name = open.popLast() {
      for transition in ways[name] ?? [] {
        let target = ExactText(transition.target)
        if reached.insert(target).inserted { open.append(target) }
      }
    }
    for state in states where !reached.contains(ExactText(state.key)) {
      add(
        .error(
          "asl-unreachable", "The state \"\(state.key.clipped)\" can't be reached",
          mend: "Let a state lead to it, or remove it (spec.html#transitions)",
          at: .bytes(state.keyRange)))
    }
  }
}
