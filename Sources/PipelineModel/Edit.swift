// The one way to change a pipeline.
//
// An edit is small, exact and invertible: `apply` gives back the edit that undoes it.
// Anything larger is a list of edits. New kinds of change become new lists, not new cases.

package enum Edit: Hashable, Sendable {
  case insertStep(Step, at: Int)
  /// Refused while another step needs it.
  case removeStep(StepID)
  case renameStep(StepID, to: String)
  /// `nil` takes the key away.
  case setField(StepID, StepField, Value?)
  case setDefault(StepField, Value?)
  case setPipelineField(PipelineField, Value?)
  case insertArgument(StepID, Argument, at: Int)
  case removeArgument(StepID, at: Int)
  case insertNeed(StepID, StepReference, at: Int)
  case removeNeed(StepID, at: Int)
}

package enum EditError: Error, Hashable, Sendable {
  case noSuchStep(StepID)
  case idTaken(StepID)
  case nameTaken(String)
  case stillNeeded(StepID, by: [StepID])
  case alreadyNeeds(StepID, StepReference)
  /// An argument with a name among arguments without, or the other way round.
  case mixedArguments(StepID)
  case argumentNameTaken(StepID, String)
  case indexOutOfRange(Int)
}

extension Pipeline {
  /// Applies one edit and returns the edit that takes it back.
  ///
  /// On error the pipeline is unchanged.
  @discardableResult
  package mutating func apply(_ edit: Edit) throws(EditError) -> Edit {
    let inverse =
      switch edit {
      case .insertStep(let step, let index): try insert(step, at: index)
      case .removeStep(let id): try remove(id)
      case .renameStep(let id, let name): try rename(id, to: name)
      case .setField(let id, let field, let value): try set(field, of: id, to: value)
      case .setDefault(let field, let value): setDefault(field, to: value)
      case .setPipelineField(let field, let value): set(field, to: value)
      case .insertArgument(let id, let argument, let index):
        try insert(argument, of: id, at: index)
      case .removeArgument(let id, let index): try removeArgument(of: id, at: index)
      case .insertNeed(let id, let need, let index): try insert(need, of: id, at: index)
      case .removeNeed(let id, let index): try removeNeed(of: id, at: index)
      }
    checkInvariants()
    return inverse
  }

  // MARK: Steps

  private mutating func insert(_ step: Step, at index: Int) throws(EditError) -> Edit {
    guard (0...steps.count).contains(index) else { throw .indexOutOfRange(index) }
    guard self[step.id] == nil else { throw .idTaken(step.id) }
    guard self.step(named: step.name) == nil else { throw .nameTaken(step.name) }
    guard step.hasUniformArguments else { throw .mixedArguments(step.id) }
    for id in step.dependencies where id != step.id { _ = try requireIndex(of: id) }
    steps.insert(step, at: index)
    return .removeStep(step.id)
  }

  private mutating func remove(_ id: StepID) throws(EditError) -> Edit {
    let index = try requireIndex(of: id)
    let users = steps.filter { $0.id != id && $0.dependencies.contains(id) }.map(\.id)
    guard users.isEmpty else { throw .stillNeeded(id, by: users) }
    return .insertStep(steps.remove(at: index), at: index)
  }

  private mutating func rename(_ id: StepID, to name: String) throws(EditError) -> Edit {
    let index = try requireIndex(of: id)
    if let other = step(named: name), other.id != id { throw .nameTaken(name) }
    let old = steps[index].name
    steps[index].name = name
    return .renameStep(id, to: old)
  }

  // MARK: Fields

  private mutating func set(_ field: StepField, of id: StepID, to value: Value?) throws(EditError)
    -> Edit
  {
    let index = try requireIndex(of: id)
    let old = steps[index].fields[field]
    steps[index].fields[field] = value
    return .setField(id, field, old)
  }

  private mutating func setDefault(_ field: StepField, to value: Value?) -> Edit {
    let old = defaults[field]
    defaults[field] = value
    return .setDefault(field, old)
  }

  private mutating func set(_ field: PipelineField, to value: Value?) -> Edit {
    let old = fields[field]
    fields[field] = value
    return .setPipelineField(field, old)
  }

  // MARK: Arguments and needs

  private mutating func insert(_ argument: Argument, of id: StepID, at place: Int)
    throws(EditError) -> Edit
  {
    let index = try requireIndex(of: id)
    let present = steps[index].arguments
    guard (0...present.count).contains(place) else { throw .indexOutOfRange(place) }
    if let first = present.first, (first.name == nil) != (argument.name == nil) {
      throw .mixedArguments(id)
    }
    if let name = argument.name, present.contains(where: { $0.name == name }) {
      throw .argumentNameTaken(id, name)
    }
    if case .step(let need)? = argument.source.reference { _ = try requireIndex(of: need) }
    steps[index].arguments.insert(argument, at: place)
    return .removeArgument(id, at: place)
  }

  private mutating func removeArgument(of id: StepID, at place: Int) throws(EditError) -> Edit {
    let index = try requireIndex(of: id)
    guard steps[index].arguments.indices.contains(place) else { throw .indexOutOfRange(place) }
    return .insertArgument(id, steps[index].arguments.remove(at: place), at: place)
  }

  private mutating func insert(_ need: StepReference, of id: StepID, at place: Int)
    throws(EditError) -> Edit
  {
    let index = try requireIndex(of: id)
    guard (0...steps[index].needs.count).contains(place) else { throw .indexOutOfRange(place) }
    guard !steps[index].needs.contains(need) else { throw .alreadyNeeds(id, need) }
    if case .step(let other) = need { _ = try requireIndex(of: other) }
    steps[index].needs.insert(need, at: place)
    return .removeNeed(id, at: place)
  }

  private mutating func removeNeed(of id: StepID, at place: Int) throws(EditError) -> Edit {
    let index = try requireIndex(of: id)
    guard steps[index].needs.indices.contains(place) else { throw .indexOutOfRange(place) }
    return .insertNeed(id, steps[index].needs.remove(at: place), at: place)
  }

  private func requireIndex(of id: StepID) throws(EditError) -> Int {
    guard let index = index(of: id) else { throw .noSuchStep(id) }
    return index
  }
}
