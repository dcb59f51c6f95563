// Executes the part of the Amazon States Language that lowering writes: Task, Parallel, Pass with
// Parameters, ResultSelector, ResultPath, Assign. Strict: what AWS would refuse or fail on, fails.
// No tests here. Written from the specification, apart from the code that it judges.

import StatesLanguage

struct MachineFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// One call of a function: in ticks from the start of the execution.
struct Call {
  let function: String
  let event: JSON
  let start: Int
  let end: Int
}

struct Execution {
  /// From a function's name and event to what it returns.
  let functions: (String, JSON) throws -> JSON
  /// How many ticks a function takes; all else takes none.
  let duration: (String) -> Int
  let input: JSON
  private(set) var calls: [Call] = []

  init(
    input: JSON = .object([]), duration: @escaping (String) -> Int = { _ in 1 },
    functions: @escaping (String, JSON) throws -> JSON
  ) {
    self.input = input
    self.duration = duration
    self.functions = functions
  }

  /// - Returns: the execution's output, and when it is there.
  mutating func run(_ machine: JSON) throws -> (output: JSON, end: Int) {
    try run(chain: machine, input: input, variables: [:], from: 0)
  }

  private mutating func run(
    chain: JSON, input: JSON, variables outer: [String: JSON], from start: Int
  ) throws -> (output: JSON, end: Int) {
    guard let first = chain["StartAt"]?.string, let states = chain["States"]?.members else {
      throw MachineFailure("no StartAt or States")
    }
    var (name, value, variables, time, visits) = (first, input, outer, start, 0)
    while true {
      guard let state = states.first(where: { $0.key.utf8.elementsEqual(name.utf8) })?.value else {
        throw MachineFailure("no state \(name)")
      }
      visits += 1
      guard visits <= states.count else { throw MachineFailure("the states go round") }
      (value, time) = try run(state: state, input: value, variables: &variables, from: time)
      guard let next = state["Next"]?.string else { break }
      name = next
    }
    guard visits == states.count else { throw MachineFailure("a state is never reached") }
    return (value, time)
  }

  private mutating func run(
    state: JSON, input: JSON, variables: inout [String: JSON], from start: Int
  ) throws -> (output: JSON, end: Int) {
    try checkFields(of: state)
    let context = JSON.object([.init("Execution", .object([.init("Input", self.input)]))])
    let atEntry = PathScope(current: input, context: context, variables: variables)
    var (result, end) = try work(state, atEntry, from: start)
    let onResult = PathScope(current: result, context: context, variables: variables)
    if let fields = state["Assign"]?.members {
      for field in try onResult.evaluated(fields) { variables[field.key] = field.value }
    }
    if let template = state["ResultSelector"] { result = try onResult.evaluated(template) }
    switch state["ResultPath"] {
    case nil: return (result, end)
    case .null?: return (input, end)
    default: throw MachineFailure("a ResultPath that is not null")
    }
  }

  private func checkFields(of state: JSON) throws {
    if state["Assign"] != nil, state["ResultSelector"] != nil {
      throw MachineFailure("ResultSelector and Assign in one state")
    }
    if (state["Next"] == nil) == (state["End"] == nil) {
      throw MachineFailure("neither or both of Next and End")
    }
  }

  private mutating func work(_ state: JSON, _ scope: PathScope, from start: Int) throws
    -> (result: JSON, end: Int)
  {
    switch state["Type"]?.string {
    case "Task": return try call(state, scope, from: start)
    case "Pass": return (state["Result"] ?? scope.current, start)
    case "Parallel":
      var (results, end): ([JSON], Int) = ([], start)
      for branch in state["Branches"]?.array ?? [] {
        let (output, time) = try run(
          chain: branch, input: scope.current, variables: scope.variables, from: start)
        results.append(output)
        end = max(end, time)
      }
      return (.array(results), end)
    default: throw MachineFailure("a state of no known type")
    }
  }

  private mutating func call(_ state: JSON, _ scope: PathScope, from start: Int) throws
    -> (result: JSON, end: Int)
  {
    guard state["Resource"]?.string == "arn:aws:states:::lambda:invoke",
      let parameters = try state["Parameters"].map({ try scope.evaluated($0) }),
      let name = parameters["FunctionName"]?.string, let event = parameters["Payload"]
    else { throw MachineFailure("no call of a function") }
    let end = start + duration(name)
    calls.append(Call(function: name, event: event, start: start, end: end))
    let payload = try functions(name, event)
    return (
      .object([
        .init("ExecutedVersion", .string("$LATEST")), .init("Payload", payload),
        .init("StatusCode", .integer(200)),
      ]), end
    )
  }
}
