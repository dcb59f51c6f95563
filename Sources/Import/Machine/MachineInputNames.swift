// The inputs of an execution that a machine's steps read.

import CloudExport
import PipelineModel
import StatesLanguage

struct MachineInputNames {
  private var names: [String] = []
  private var defaults: [JSON.Member] = []

  /// Those that arguments name.
  mutating func add(_ arguments: [Argument]) {
    for case .input(let name, _) in arguments.map(\.source) where !names.contains(name) {
      names.append(name)
    }
  }

  /// Those whose defaults an event brings along.
  mutating func addDefaults(of event: Flow) {
    switch event {
    case .defaultedExecution(let members): defaults = members
    case .object(let entries): for entry in entries { addDefaults(of: entry.value) }
    case .execution, .output, .reply, .constant, .list, .over, .unknown: break
    }
  }

  /// As the file has them; `nil` when there are none.
  var value: Value? {
    let named = defaults.map {
      Value.Entry($0.key, .mapping([.init("default", Value($0.value))]))
    }
    let others = names.filter { name in !defaults.contains { $0.key == name } }
    let entries = named + others.map { Value.Entry($0, .mapping([])) }
    return entries.isEmpty ? nil : .mapping(entries)
  }
}

extension Flow {
  /// Whether it is the event of this program's own machines: outputs under Payload, by step.
  var isOurs: Bool {
    switch self {
    case .object(let entries):
      entries.contains { $0.key == "Payload" }
        && entries.allSatisfy { $0.key == "Payload" || $0.key == "Inputs" }
    case .constant(.object(let members)): members.map(\.key) == ["Payload"]
    case .execution, .defaultedExecution, .output, .reply, .constant, .list, .over, .unknown: false
    }
  }
}
