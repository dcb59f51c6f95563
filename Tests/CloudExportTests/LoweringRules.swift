// What AWS refuses when a machine is created, as far as our machines could break it. No tests here.
// Sources: Amazon States Language specification; developer guide, "Variable scope".

import StatesLanguage

/// The first rule that the document breaks, or nothing.
func brokenRule(_ machine: JSON) -> String? {
  var names: Set<String> = []
  return brokenRule(chain: machine, outer: [], &names)
}

private func brokenRule(chain: JSON, outer: Set<String>, _ names: inout Set<String>) -> String? {
  guard let states = chain["States"]?.members, !states.isEmpty else { return "no states" }
  var own: Set<String> = []
  for state in states {
    if state.key.isEmpty || state.key.unicodeScalars.count > 80 { return "length of \(state.key)" }
    if !names.insert(state.key).inserted { return "\(state.key) stands twice" }
    for field in state.value["Assign"]?.members ?? [] {
      let name = field.key.hasSuffix(".$") ? String(field.key.dropLast(2)) : field.key
      if outer.contains(name) { return "an outer scope sets \(name)" }
      if !isIdentifier(name) || name == "states" { return "the variable \(name)" }
      own.insert(name)
    }
  }
  for state in states {
    for branch in state.value["Branches"]?.array ?? [] {
      if let broken = brokenRule(chain: branch, outer: outer.union(own), &names) { return broken }
    }
  }
  return nil
}

private func isIdentifier(_ name: String) -> Bool {
  guard let first = name.unicodeScalars.first, name.unicodeScalars.count <= 80 else { return false }
  return first.properties.isIDStart && name.unicodeScalars.allSatisfy(\.properties.isIDContinue)
}
