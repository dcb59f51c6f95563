// Which variables the states of one `States` set, and which names are taken further out.
// Source: Amazon States Language, "Variable Scope".

import Diagnostics

/// The variables of one `States`.
struct VariableScope {
  let names: Set<ExactText>
  /// Whether states in it can't read variables further out: the children of a distributed Map.
  let isIsolated: Bool

  init(_ states: [PlacedMember], isIsolated: Bool) {
    var names: Set<ExactText> = []
    for state in states {
      Self.collect(state.value, into: &names)
      for field in ["Choices", "Catch"] {
        for entry in state.value[field]?.items ?? [] { Self.collect(entry, into: &names) }
      }
    }
    self.names = names
    self.isIsolated = isIsolated
  }

  private static func collect(_ object: PlacedValue, into names: inout Set<ExactText>) {
    for member in object["Assign"]?.members ?? [] {
      let hasSuffix = member.key.utf8.hasSuffix(".$")
      names.insert(ExactText(hasSuffix ? String(member.key.dropLast(2)) : member.key))
    }
  }
}

extension MachineChecker {
  /// Scopes further out whose variables can be seen here, the nearest first.
  private var visibleScopes: [VariableScope] {
    var visible: [VariableScope] = []
    for scope in scopes.reversed() {
      visible.append(scope)
      if scope.isIsolated { break }
    }
    return visible
  }

  mutating func checkScope(of name: String, at range: Range<Int>) {
    guard visibleScopes.dropFirst().contains(where: { $0.names.contains(ExactText(name)) }) else {
      return
    }
    refuse(
      "asl-variable-scope", "sets a variable that states around this one set too",
      mend: "Choose another name; inner states can't change outer variables", at: range,
      .variableScope)
  }

  mutating func checkRead(of name: String, at range: Range<Int>) {
    let name = ExactText(name)
    guard name.text != "states", !visibleScopes.contains(where: { $0.names.contains(name) }) else {
      return
    }
    let isOutside = scopes.contains { $0.names.contains(name) }
    doubt(
      "asl-variable-unset",
      isOutside
        ? "reads $\(name.text), which a distributed Map's children can't see"
        : "reads $\(name.text), which no state sets",
      mend: isOutside
        ? "Pass the value with ItemSelector or ItemBatcher"
        : "Set it with Assign in a state before",
      at: range, .variableScope)
  }
}
