// The state machine's definition as a file of its own, which Terraform's `templatefile` fills with
// the functions' ARNs. It is what `sil-tui asl` prints, but that ${ and %{ of the person's are escaped.

import StatesLanguage

struct DefinitionFile {
  static let path = "definition.asl.json"
  let bytes: [UInt8]
  /// The definition for those who judge it: only the functions' references are left as placeholders,
  /// `${` of the person's has become `$(`.
  let judged: [UInt8]

  /// - Parameter machine: its tasks name their functions by Terraform references.
  init(_ machine: StateMachine) {
    let definition = machine.definition()
    let ours = DefinitionFile.functionLines(machine, definition)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(definition.bytes.count + 64)
    var judged = bytes
    let lines = definition.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let isOurs = ours.contains(number) || !line.contains(UInt8(ascii: "{"))
      bytes += isOurs ? Array(line) : escapingTemplates(line)
      judged += isOurs ? Array(line) : Self.withoutPlaceholders(line)
      bytes.append(0x0A)
      judged.append(0x0A)
    }
    self.bytes = bytes
    self.judged = judged
  }

  private static func withoutPlaceholders(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var plain = Array(line)
    for index in plain.indices.dropFirst() where plain[index] == UInt8(ascii: "{") {
      if plain[index - 1] == UInt8(ascii: "$") { plain[index] = UInt8(ascii: "(") }
    }
    return plain
  }

  /// The lines on which a task names its function: the first such key in a task's lines, as only a
  /// comment stands before its parameters.
  private static func functionLines(_ machine: StateMachine, _ definition: DefinitionText)
    -> Set<Int>
  {
    var areTasks: [Bool] = []
    machine.forEachState { state in
      if case .task = state.work { areTasks.append(true) } else { areTasks.append(false) }
    }
    let lines = definition.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let key = Array("\"FunctionName\": ".utf8)
    var found: Set<Int> = []
    for (state, isTask) in zip(definition.states, areTasks) where isTask {
      let line = state.lines.first { number in
        lines[number].drop { $0 == 0x20 }.starts(with: key)
      }
      guard let line else { preconditionFailure("the task \(state.name) names no function") }
      found.insert(line)
    }
    return found
  }
}
