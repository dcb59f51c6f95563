// Connecting steps and taking connections away.

package import PipelineModel

/// How a step uses another one that it waits for.
package enum ConnectionUse: Hashable, Sendable {
  /// Takes its output behind the other arguments, by position.
  case nextPosition
  /// Takes its output as this argument, counted from 0; later ones move on.
  case atPosition(Int)
  /// Takes its output as the argument with this name.
  case named(String)
  /// Waits for it and takes nothing.
  case orderOnly
}

extension Editor {
  /// Connects in the way that fits the target's other arguments, or as told.
  package mutating func connect(
    _ source: StepID, to target: StepID, use: ConnectionUse? = nil
  ) throws(Refusal) {
    try connect([source], to: target, use: use)
  }

  /// Connects several steps with one, in this order, as one undo.
  package mutating func connect(
    _ sources: [StepID], to target: StepID, use: ConnectionUse? = nil
  ) throws(Refusal) {
    var plan = EditPlan(pipeline)
    for source in sources {
      try checkConnection(from: source, to: target, use, plan.pipeline)
      let step = try plan.step(target)
      try plan.connect(source, to: target, use ?? defaultUse(in: step, of: source, plan))
    }
    try plan.letStubsFollow(from: pipeline)
    let names = list(sources.map(name(of:)))
    try edit("connect \(names) → \(name(of: target))", plan.edits)
    message = .info(connectionMessage(from: sources, to: target))
    lastChange = sources.count == 1 ? .connect(to: target, use) : nil
  }

  /// Connects each with the next, in this order, as one undo.
  package mutating func connectInSeries(_ ids: [StepID]) throws(Refusal) {
    var plan = EditPlan(pipeline)
    for (source, target) in zip(ids, ids.dropFirst()) {
      try checkConnection(from: source, to: target, nil, plan.pipeline)
      try plan.connect(source, to: target, defaultUse(in: plan.step(target), of: source, plan))
    }
    try plan.letStubsFollow(from: pipeline)
    try edit("connect \(ids.map(name(of:)).joined(separator: " → "))", plan.edits)
  }

  /// Takes connections away: the arguments that take the output, and the needs.
  package mutating func disconnect(_ edges: [StepEdge]) throws(Refusal) {
    var plan = EditPlan(pipeline)
    for edge in edges {
      guard topology.hasEdge(edge) else {
        throw .notConnected(name(of: edge.source), name(of: edge.target))
      }
      try plan.disconnect(edge.source, from: edge.target)
    }
    try plan.letStubsFollow(from: pipeline)
    let names = edges.map { "\(name(of: $0.source)) → \(name(of: $0.target))" }
    try edit("disconnect \(list(names))", plan.edits)
    selection.edge = nil
  }

  /// Why the connection can't be made, in the draft as `pipeline` has it.
  private func checkConnection(
    from source: StepID, to target: StepID, _ use: ConnectionUse?, _ pipeline: Pipeline
  ) throws(Refusal) {
    guard let from = pipeline[source] else { throw .edit(.noSuchStep(source)) }
    guard let to = pipeline[target] else { throw .edit(.noSuchStep(target)) }
    if source == target { throw .selfConnection(from.name) }
    if to.dependencies.contains(source) {
      let takesOutput = to.arguments.contains { $0.takes(source) }
      if use == nil && takesOutput || use == .orderOnly {
        throw .alreadyConnected(from.name, to.name)
      }
      return
    }
    let reach = CycleSearch(pipeline, Topology(pipeline), from: [source])
    if let names = reach.cycle(to: target) { throw .wouldCycle(names) }
  }

  /// By name when the step's other arguments have names, else by position.
  func defaultUse(in target: Step, of source: StepID, _ plan: EditPlan) -> ConnectionUse {
    let names = target.arguments.compactMap(\.name)
    guard !names.isEmpty else { return .nextPosition }
    let wanted = CodeStub.identifier(plan.pipeline[source]?.name ?? "")
    return .named(CodeStub.unique(wanted, among: names))
  }

  /// The ways to connect the two, the one taken unasked first.
  package func connectionUses(from source: StepID, to target: StepID) -> [ConnectionUse] {
    guard let step = pipeline[target] else { return [] }
    let usual = defaultUse(in: step, of: source, EditPlan(pipeline))
    let alternative: [ConnectionUse] =
      step.arguments.isEmpty ? [.named(CodeStub.identifier(name(of: source)))] : []
    let places: [ConnectionUse] =
      usual == .nextPosition ? step.arguments.indices.map { .atPosition($0) } : []
    return [usual] + places + alternative + [.orderOnly]
  }

  /// "as argument 2", "as rows", "order only".
  package func summary(of use: ConnectionUse, in target: StepID) -> String {
    switch use {
    case .nextPosition: "as argument \((pipeline[target]?.arguments.count ?? 0) + 1)"
    case .atPosition(let place): "as argument \(place + 1)"
    case .named(let name): "as \(name)"
    case .orderOnly: "order only"
    }
  }

  private func connectionMessage(from sources: [StepID], to target: StepID) -> String {
    let made = "connected \(list(sources.map(name(of:)))) → \(name(of: target))"
    guard sources.count == 1, let source = sources.first,
      let facts = edgeFacts(StepEdge(from: source, to: target))
    else { return made }
    return made + ", " + facts.summary
  }
}

extension EditPlan {
  /// Connects; a need that the new argument makes superfluous goes.
  mutating func connect(_ source: StepID, to target: StepID, _ use: ConnectionUse) throws(Refusal) {
    let step = try step(target)
    let hasNames = step.arguments.contains { $0.name != nil }
    let hasPositions = step.arguments.contains { $0.name == nil }
    let place: Int
    var argument = Argument(.step(.step(source)))
    switch use {
    case .orderOnly: return try need(source, by: target)
    case .nextPosition: place = step.arguments.count
    case .atPosition(let wanted):
      guard (0...step.arguments.count).contains(wanted) else { throw .argumentPlace(wanted) }
      place = wanted
    case .named(let name):
      guard name.isPythonIdentifier else { throw .argumentName(name) }
      if hasPositions { throw .positionalArguments(step.name) }
      argument.name = name
      place = step.arguments.count
    }
    if argument.name == nil, hasNames { throw .namedArguments(step.name) }
    try add(.insertArgument(target, argument, at: place))
    try setNeeds(of: target, to: step.needs.filter { $0 != .step(source) })
  }
}
