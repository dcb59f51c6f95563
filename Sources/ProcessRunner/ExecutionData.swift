// The data that flows between steps as the state machine would pass it on: each step's event, and the
// reply that its handler gives. Bytes in, bytes out; no processes.

import CloudExport
import GraphAlgorithms
import PipelineModel
import RunScheduler
import StatesLanguage

struct ExecutionData {
  /// Quotas of Lambda (a synchronous invocation) and Step Functions (input or result of a state).
  static let lambdaLimit = 6_291_556
  static let stateLimit = 262_144

  private let pipeline: CheckedPipeline
  /// As JSON; `nil` when the pipeline declares none.
  private let inputs: [UInt8]?
  /// The output of each step that succeeded, and the same as JSON text.
  private(set) var outputs: [JSON?]
  private var texts: [[UInt8]]

  init(_ pipeline: CheckedPipeline, input: JSON) throws(RunRefusal) {
    guard let members = input.members else { throw .inputIsNoObject }
    let missing = pipeline.inputs.filter { $0.defaultValue == nil && input[$0.name] == nil }
    guard missing.isEmpty else { throw .inputsMissing(missing.map(\.name)) }
    self.pipeline = pipeline
    let defaults = pipeline.inputs.compactMap { declared -> JSON.Member? in
      guard let value = declared.defaultValue, input[declared.name] == nil else { return nil }
      return .init(declared.name, JSON(value))
    }
    inputs = pipeline.inputs.isEmpty ? nil : JSON.object(defaults + members).write(.compact)
    outputs = Array(repeating: nil, count: pipeline.steps.count)
    texts = Array(repeating: [], count: pipeline.steps.count)
  }

  mutating func keep(_ output: JSON, of step: Int) {
    outputs[step] = output
    texts[step] = output.write(.compact)
  }

  /// `{"Payload": {step: output, …}, "Inputs": {…}}`: in `nested` the outputs that the step's
  /// arguments name, in `layers` those of all that it waits for.
  func event(for step: Int) -> [UInt8] {
    var event = Array("{\"Payload\":{".utf8)
    for (place, source) in sources(of: step).enumerated() {
      if place > 0 { event.append(UInt8(ascii: ",")) }
      event += JSON.string(pipeline.steps[source].name).write(.compact)
      event.append(UInt8(ascii: ":"))
      event += texts[source]
    }
    event.append(UInt8(ascii: "}"))
    if let inputs { event += Array(",\"Inputs\":".utf8) + inputs }
    event.append(UInt8(ascii: "}"))
    return event
  }

  private func sources(of step: Int) -> [Int] {
    switch pipeline.machine {
    case .layers: return ancestors(of: step)
    case .nested:
      var found: [Int] = []
      for argument in pipeline.steps[step].arguments {
        if case .step(let source, _) = argument.source, !found.contains(source) {
          found.append(source)
        }
      }
      return found
    }
  }

  /// What a step waits for, directly and indirectly, in the order of the file.
  private func ancestors(of step: Int) -> [Int] {
    var found: Set<Int> = []
    var unvisited = Array(pipeline.graph.predecessors(of: step))
    while let need = unvisited.popLast() {
      if found.insert(need).inserted { unvisited += pipeline.graph.predecessors(of: need) }
    }
    return found.sorted()
  }

  /// What an execution gives back, as `output:` says, of those of the steps that succeeded.
  func results(of steps: some Sequence<Int>) -> [RunOutput] {
    steps.compactMap { step in
      guard let value = outputs[step] else { return nil }
      if pipeline.output == .last, !pipeline.graph.successors(of: step).isEmpty { return nil }
      return RunOutput(step: RunStep(pipeline.steps[step]), value: value)
    }
  }

  /// The message of `States.DataLimitExceeded` for an event or a reply that is too large.
  static func stateLimitMessage(_ what: String, _ count: Int) -> String {
    "The \(what) has \(count) bytes, more than the \(stateLimit) that Step Functions passes on"
  }
}
