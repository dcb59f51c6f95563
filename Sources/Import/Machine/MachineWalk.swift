// Walks through a state machine's document in the order in which it runs, and tells its steps: what
// each waits for, and what its function is called with. What a pipeline can't say is noted, and the walk
// goes on as if it were not there.

import Diagnostics
import StatesLanguage

/// A Task that calls a Lambda function.
struct MachineStep {
  let name: String
  let comment: String?
  /// Name or ARN, as the definition gives it.
  let function: String
  /// What the function is called with.
  let event: Flow
  /// The steps that end right before it, in the order of the machine.
  let after: [Int]
  /// Seconds; `nil` when the state says nothing.
  let timeout: Int?
  let retry: JSON?
}

struct MachineWalk {
  private(set) var steps: [MachineStep] = []
  /// What can't be said, with the state's name.
  private(set) var problems: [(state: String, message: String, mend: String)] = []
  /// What the execution gives back.
  private(set) var result: Flow = .unknown("nothing")
  private let machineLanguage: FlowScope.Language

  init(_ machine: JSON) {
    machineLanguage = machine["QueryLanguage"]?.string == "JSONata" ? .jsonata : .jsonPath
    if machine["TimeoutSeconds"] != nil {
      note(
        "", "The machine's TimeoutSeconds ends the whole execution",
        "Give its steps a timeout instead")
    }
    result = chain(machine, Place(value: .execution([]), variables: [:], after: [])).value
  }

  /// Where the walk is: what flows in, and which steps were last.
  struct Place {
    var value: Flow
    var variables: [String: Flow]
    var after: [Int]
  }

  mutating func note(_ state: String, _ message: String, _ mend: String) {
    problems.append((state, message, mend))
  }

  private mutating func chain(_ machine: JSON, _ start: Place) -> Place {
    var place = start
    var next = machine["StartAt"]?.string
    // By their bytes: AWS tells two spellings of é apart.
    var visited: Set<[UInt8]> = []
    while let name = next, let state = machine["States"]?[name],
      visited.insert(Array(name.utf8)).inserted
    {
      next = state["Next"]?.string
      switch state["Type"]?.string {
      case "Task": place = task(name, state, place)
      case "Parallel": place = parallel(name, state, place)
      case "Pass": place = pass(name, state, place)
      case "Succeed":
        place.value = passedOn(state, place)
        checkFields(of: name, state, besides: ["InputPath", "OutputPath", "Output"])
        next = nil
      case let type: next = unsaid(name, state, type ?? "") ?? next
      }
    }
    return place
  }

  /// Notes a state of a kind that pipelines do not have.
  ///
  /// - Returns: where to go on.
  private mutating func unsaid(_ name: String, _ state: JSON, _ type: String) -> String? {
    let reason: (String, String)
    switch type {
    case "Choice":
      reason = (
        "decides what runs next; a pipeline runs all its steps",
        "Decide inside a step's function, or keep this machine in Amazon States Language"
      )
    case "Map":
      reason = (
        "runs once for each item of a list; a pipeline's steps run once",
        "Go through the list inside a step's function"
      )
    case "Wait":
      reason = (
        "waits for a time; a pipeline's steps wait for one another only",
        "Leave the wait out, or wait inside a step's function"
      )
    case "Fail":
      reason = ("ends the execution as failed", "Raise an error in a step's function")
    default: reason = ("is of a kind that is not known", "Take it out")
    }
    note(name, "The \(type) state \"\(name)\" \(reason.0)", reason.1)
    return state["Default"]?.string
  }

  // MARK: Fields

  static let everywhere: Set = ["Type", "Comment", "Next", "End", "QueryLanguage", "Assign"]

  mutating func checkFields(of name: String, _ state: JSON, besides known: Set<String>) {
    for member in state.members ?? [] {
      guard !Self.everywhere.contains(member.key), !known.contains(member.key) else { continue }
      if member.key == "Catch" {
        note(
          name, "The Catch of \"\(name)\" goes on somewhere else after a failure",
          "Handle the failure inside the step's function")
      } else if member.key == "Retry" {
        note(
          name, "The Retry of \"\(name)\" repeats all its branches", "Give the steps in it a retry")
      } else {
        note(name, "\(member.key) of \"\(name)\" has no match in a pipeline", "Take it out")
      }
    }
  }

  func language(of state: JSON) -> FlowScope.Language {
    switch state["QueryLanguage"]?.string {
    case "JSONata": .jsonata
    case "JSONPath": .jsonPath
    default: machineLanguage
    }
  }

  /// The state's input as its templates see it.
  func scope(_ state: JSON, _ place: Place) -> FlowScope {
    var scope = FlowScope(
      language: language(of: state), input: place.value, variables: place.variables)
    switch state["InputPath"] {
    case .null?: scope.input = .constant(.object([]))
    case .string(let path)?: scope.input = scope.jsonPath(path)
    default: break
    }
    return scope
  }

  private func passedOn(_ state: JSON, _ place: Place) -> Flow {
    output(of: state, scope(state, place), place).value
  }

  /// What a state passes on, once it has its result in `scope.result`.
  func output(of state: JSON, _ scope: FlowScope, _ place: Place) -> Place {
    var next = place
    var scope = scope
    if scope.language == .jsonata {
      next.variables.merge(assigned(state, scope)) { $1 }
      next.value = state["Output"].map(scope.value) ?? scope.result ?? scope.input
      return next
    }
    if let selector = state["ResultSelector"] { scope.result = scope.value(of: selector) }
    next.variables.merge(assigned(state, scope)) { $1 }
    let result = scope.result ?? scope.input
    // The result goes into the state's own input, not into what InputPath made of it.
    var whole = FlowScope(
      language: .jsonPath, input: place.value, result: nil, variables: place.variables)
    switch state["ResultPath"] {
    case .null?: next.value = place.value
    case .string(let path)?:
      var reader = FlowPathReader(path.dropFirst())
      next.value =
        reader.path().map { place.value.setting($0[...], to: result) }
        ?? .unknown("the path \(path)")
    default: next.value = result
    }
    whole.input = next.value
    switch state["OutputPath"] {
    case .null?: next.value = .constant(.object([]))
    case .string(let path)?: next.value = whole.jsonPath(path)
    default: break
    }
    return next
  }

  private func assigned(_ state: JSON, _ scope: FlowScope) -> [String: Flow] {
    guard let template = state["Assign"] else { return [:] }
    switch scope.value(of: template) {
    case .object(let entries):
      return Dictionary(entries.map { ($0.key, $0.value) }) { $1 }
    case .constant(let json):
      return Dictionary((json.members ?? []).map { ($0.key, .constant($0.value)) }) { $1 }
    default: return [:]
    }
  }

  // MARK: States with branches, and without work

  private mutating func parallel(_ name: String, _ state: JSON, _ place: Place) -> Place {
    checkFields(
      of: name, state,
      besides: [
        "Branches", "InputPath", "OutputPath", "ResultPath", "ResultSelector", "Parameters",
        "Arguments", "Output",
      ])
    var scope = scope(state, place)
    if let template = state["Parameters"] ?? state["Arguments"] {
      scope.input = scope.value(of: template)
    }
    var results: [Flow] = []
    var last: [Int] = []
    for branch in state["Branches"]?.array ?? [] {
      let start = Place(value: scope.input, variables: place.variables, after: place.after)
      let end = chain(branch, start)
      results.append(end.value)
      last += end.after.filter { !last.contains($0) }
    }
    scope.result = .list(results)
    var next = output(of: state, scope, place)
    next.after = last
    return next
  }

  private mutating func pass(_ name: String, _ state: JSON, _ place: Place) -> Place {
    checkFields(
      of: name, state,
      besides: ["InputPath", "OutputPath", "ResultPath", "Parameters", "Result", "Output"])
    var scope = scope(state, place)
    if let result = state["Result"] {
      scope.result = .constant(result)
    } else if let template = state["Parameters"] {
      scope.result = scope.value(of: template)
    } else if scope.language == .jsonPath {
      scope.result = scope.input
    }
    return output(of: state, scope, place)
  }

  // MARK: Tasks

  mutating func add(_ step: MachineStep) -> Int {
    steps.append(step)
    return steps.count - 1
  }
}
