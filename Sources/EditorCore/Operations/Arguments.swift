// The arguments and needs of one step, changed from its form.

package import PipelineModel

extension Editor {
  /// Makes the step's arguments these.
  package mutating func setArguments(of id: StepID, to arguments: [Argument]) throws(Refusal) {
    try changeArguments(of: id, label: "change arguments of \(name(of: id))", to: arguments)
  }

  package mutating func setArgument(of id: StepID, at place: Int, to source: ArgumentSource)
    throws(Refusal)
  {
    var arguments = try argumentList(of: id, with: place)
    arguments[place].source = source
    let label = "set \(title(of: arguments[place], at: place)) of \(name(of: id))"
    try changeArguments(of: id, label: label, to: arguments)
  }

  /// - Parameter name: `nil` passes it by position; then all arguments must be.
  package mutating func addArgument(to id: StepID, named name: String?, _ source: ArgumentSource)
    throws(Refusal)
  {
    let arguments = try require(id).arguments + [Argument(name: name, source)]
    let what = name ?? "argument \(arguments.count)"
    try changeArguments(of: id, label: "add \(what) to \(self.name(of: id))", to: arguments)
  }

  package mutating func removeArgument(of id: StepID, at place: Int) throws(Refusal) {
    var arguments = try argumentList(of: id, with: place)
    let label = "remove \(title(of: arguments[place], at: place)) of \(name(of: id))"
    arguments.remove(at: place)
    try changeArguments(of: id, label: label, to: arguments)
  }

  package mutating func moveArgument(of id: StepID, from place: Int, to other: Int) throws(Refusal)
  {
    var arguments = try argumentList(of: id, with: place)
    guard arguments.indices.contains(other) else { throw .argumentPlace(other) }
    let label = "move \(title(of: arguments[place], at: place)) of \(name(of: id))"
    arguments.insert(arguments.remove(at: place), at: other)
    try changeArguments(of: id, label: label, to: arguments)
  }

  /// Names an argument; when the others go by position they get names too, and the other way round
  /// when `name` is `nil`.
  package mutating func renameArgument(of id: StepID, at place: Int, to name: String?)
    throws(Refusal)
  {
    let arguments = try argumentList(of: id, with: place)
    let label = "rename \(title(of: arguments[place], at: place)) of \(self.name(of: id))"
    try changeArguments(of: id, label: label, to: renamed(arguments, place, name))
  }

  /// Gives an argument another source and another name, or none, as one undo.
  mutating func replaceArgument(of id: StepID, at place: Int, with argument: Argument)
    throws(Refusal)
  {
    var arguments = try argumentList(of: id, with: place)
    let label = "set \(title(of: arguments[place], at: place)) of \(name(of: id))"
    arguments[place].source = argument.source
    if arguments[place].name != argument.name {
      arguments = renamed(arguments, place, argument.name)
    }
    try changeArguments(of: id, label: label, to: arguments)
  }

  private func renamed(_ arguments: [Argument], _ place: Int, _ name: String?) -> [Argument] {
    var arguments = arguments
    guard let name else { return arguments.map { Argument($0.source) } }
    var names = [name]
    for other in arguments.indices where other != place && arguments[other].name == nil {
      let wanted = CodeStub.parameterName(for: arguments[other].source, in: pipeline)
      arguments[other].name = CodeStub.unique(wanted, among: names)
      names.append(arguments[other].name ?? "")
    }
    arguments[place].name = name
    return arguments
  }

  /// Makes the step wait for these, beside those that its arguments name.
  package mutating func setNeeds(of id: StepID, to needs: [StepReference]) throws(Refusal) {
    for case .step(let source) in needs { try requireOrder(from: source, to: id) }
    var plan = EditPlan(pipeline)
    try plan.setNeeds(of: id, to: needs)
    try edit("change needs of \(name(of: id))", plan.edits)
  }

  private mutating func changeArguments(of id: StepID, label: String, to arguments: [Argument])
    throws(Refusal)
  {
    let step = try require(id)
    for argument in arguments {
      if let name = argument.name, !name.isPythonIdentifier { throw .argumentName(name) }
      if case .step(let source)? = argument.source.reference {
        try requireOrder(from: source, to: id)
      }
    }
    if let first = arguments.first {
      let isNamed = first.name != nil
      guard arguments.allSatisfy({ ($0.name != nil) == isNamed }) else {
        throw step.arguments.contains { $0.name != nil }
          ? .namedArguments(step.name) : .positionalArguments(step.name)
      }
    }
    var plan = EditPlan(pipeline)
    try plan.setArguments(of: id, to: arguments)
    try plan.letStubsFollow(from: pipeline)
    try edit(label, plan.edits)
  }

  /// Refuses a new dependency that would close a cycle; one that is there already may stay.
  private func requireOrder(from source: StepID, to id: StepID) throws(Refusal) {
    if source == id { throw .selfConnection(name(of: id)) }
    guard !topology.hasEdge(StepEdge(from: source, to: id)) else { return }
    if let names = CycleSearch(pipeline, topology, from: [source]).cycle(to: id) {
      throw .wouldCycle(names)
    }
  }

  private func argumentList(of id: StepID, with place: Int) throws(Refusal) -> [Argument] {
    let arguments = try require(id).arguments
    guard arguments.indices.contains(place) else { throw .argumentPlace(place) }
    return arguments
  }

  private func title(of argument: Argument, at place: Int) -> String {
    argument.name ?? "argument \(place + 1)"
  }
}
