// What is true of every pipeline, sound or not. Checked after each change in debug builds.
// What may be false in a draft is reported by `check(_:)` instead.

extension Pipeline {
  func checkInvariants() {
    assert(Set(steps.map(\.id)).count == steps.count, "two steps share one id")
    assert(Set(steps.map { Array($0.name.utf8) }).count == steps.count, "two steps share one name")
    assert(steps.allSatisfy(\.hasUniformArguments), "arguments by position and by name are mixed")
    assert(hasOnlyKnownIDs, "a reference names a step that is not there")
  }

  private var hasOnlyKnownIDs: Bool {
    let ids = Set(steps.map(\.id))
    return steps.allSatisfy { step in step.dependencies.allSatisfy(ids.contains) }
  }
}

extension Step {
  /// All arguments have a name, or none has.
  var hasUniformArguments: Bool {
    arguments.allSatisfy { $0.name == nil } || arguments.allSatisfy { $0.name != nil }
  }
}
