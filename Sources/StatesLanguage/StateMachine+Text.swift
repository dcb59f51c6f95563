// From a state machine to its JSON text, and on which lines each state stands.
// Same machine, same bytes.

/// The text of a state machine and where its states stand in it.
package struct DefinitionText: Hashable, Sendable {
  /// UTF-8 without a line end after it.
  package let bytes: [UInt8]
  /// In the order of the text; a state with branches comes before those in it.
  package let states: [StateLines]

  package struct StateLines: Hashable, Sendable {
    package let name: String
    /// From the line with the name to the closing brace, counted from 0.
    package let lines: Range<Int>
  }
}

extension StateMachine {
  package func text(compact: Bool = false) -> [UInt8] {
    definition(compact ? .compact : .readable).bytes
  }

  package func definition(_ style: JSONStyle = .readable) -> DefinitionText {
    var count = 0
    forEachState { _ in count += 1 }
    let expected = count * (style == .readable ? 500 : 300)
    var writer = DefinitionWriter(
      json: JSONWriter(style, expecting: expected), keyOrder: keyOrder)
    writer.lines.reserveCapacity(count)
    writer.json.beginObject()
    if let comment { writer.json.write("Comment", .string(comment)) }
    writer.write(states)
    writer.json.endObject()
    return DefinitionText(bytes: writer.json.bytes, states: writer.lines)
  }
}

private struct DefinitionWriter: ~Copyable {
  var json: JSONWriter
  let keyOrder: StateMachine.KeyOrder
  var lines: [DefinitionText.StateLines] = []

  /// `StartAt` and `States`, into the object that is open.
  mutating func write(_ states: [State]) {
    guard let first = states.first else { preconditionFailure("a chain of states is empty") }
    json.write("StartAt", .string(first.name))
    json.write(key: "States")
    json.beginObject()
    for (index, state) in states.enumerated() {
      let place = lines.count
      json.write(key: state.name)
      let start = json.line
      lines.append(.init(name: state.name, lines: start..<start))
      json.beginObject()
      let next = index + 1 < states.count ? states[index + 1].name : nil
      switch keyOrder {
      case .readable: writeReadable(state, next: next)
      case .stepInLine: writeAsStepInLine(state, next: next)
      }
      json.endObject()
      lines[place] = .init(name: state.name, lines: start..<json.line + 1)
    }
    json.endObject()
  }

  private mutating func writeReadable(_ state: State, next: String?) {
    json.write("Type", state.work.type)
    if let comment = state.comment { json.write("Comment", .string(comment)) }
    switch state.work {
    case .task(let task):
      json.write("Resource", LambdaTask.resource)
      writeParameters(of: task)
      if let timeout = task.timeout { json.write("TimeoutSeconds", .integer(timeout)) }
      if let retry = task.retry { json.write("Retry", .array([retry.json])) }
    case .parallel(let branches): write(branches)
    case .pass(let value): json.write("Result", value)
    }
    write(state.result)
    write(next: next)
  }

  private mutating func writeAsStepInLine(_ state: State, next: String?) {
    switch state.work {
    case .task(let task):
      writeParameters(of: task)
      json.write("Resource", LambdaTask.resource)
      json.write("Type", state.work.type)
      write(next: next)
      if let retry = task.retry { json.write("Retry", .array([retry.json])) }
      if let timeout = task.timeout { json.write("TimeoutSeconds", .integer(timeout)) }
    case .parallel(let branches):
      json.write("Type", state.work.type)
      write(next: next)
      write(branches)
    case .pass(let value):
      json.write("Type", state.work.type)
      json.write("Result", value)
      write(next: next)
    }
    write(state.result)
    if let comment = state.comment { json.write("Comment", .string(comment)) }
  }

  private mutating func writeParameters(of task: LambdaTask) {
    json.write(key: "Parameters")
    json.beginObject()
    json.write("FunctionName", .string(task.functionName))
    switch task.event {
    case .input: json.write("Payload.$", .string("$"))
    case .template(let fields): json.write("Payload", .object(fields))
    }
    json.endObject()
  }

  private mutating func write(_ branches: [[State]]) {
    json.write(key: "Branches")
    json.beginArray()
    for branch in branches {
      json.beginObject()
      write(branch)
      json.endObject()
    }
    json.endArray()
  }

  private mutating func write(_ result: State.ResultUse) {
    switch result {
    case .passedOn: break
    case .selected(let fields): json.write("ResultSelector", .object(fields))
    case .assigned(let fields):
      if !fields.isEmpty { json.write("Assign", .object(fields)) }
      json.write("ResultPath", .null)
    }
  }

  private mutating func write(next: String?) {
    if let next { json.write("Next", .string(next)) } else { json.write("End", .bool(true)) }
  }
}

extension State.Work {
  fileprivate var type: JSON {
    switch self {
    case .task: .string("Task")
    case .parallel: .string("Parallel")
    case .pass: .string("Pass")
    }
  }
}

extension LambdaTask {
  fileprivate static let resource = JSON.string("arn:aws:states:::lambda:invoke")
}

extension Retry {
  fileprivate var json: JSON {
    var members = [
      JSON.Member("ErrorEquals", .array(errors.map { .string($0) })),
      JSON.Member("IntervalSeconds", .integer(interval)),
      JSON.Member("MaxAttempts", .integer(attempts)),
      JSON.Member("BackoffRate", backoff),
    ]
    if let maximumDelay { members.append(JSON.Member("MaxDelaySeconds", .integer(maximumDelay))) }
    return .object(members)
  }
}
