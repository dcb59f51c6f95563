// From the event that a function is called with to a step's arguments.

import CloudExport
import PipelineModel
import StatesLanguage

/// What a step takes, as far as a pipeline can say it.
struct StepArguments {
  var arguments: [Argument] = []
  /// Inputs of the execution that are read, with their defaults where the machine has any.
  var inputs: [String] = []
  /// What can't be said, and what it is about.
  var problem: String?
  /// What is left out and may matter.
  var doubt: ImportDoubt?

  private let name: (Int) -> String

  /// - Parameters:
  ///   - event: as the walk found it.
  ///   - name: a step's name by its number, which is its id too.
  init(_ event: Flow, name: @escaping (Int) -> String) {
    self.name = name
    if let outputs = Self.carriedOutputs(event, name) {
      arguments = outputs.map { Argument(.step(.step(StepID($0)))) }
      if case .object(let entries) = event, entries.contains(where: { $0.key == "Inputs" }) {
        doubt = .wholeInput
      }
      return
    }
    switch event {
    case .execution([]), .defaultedExecution:
      doubt = .wholeInput
    case .constant(.object(let members)):
      addNamed(members.map { Flow.Entry(key: $0.key, value: .constant($0.value)) })
    case .constant(.null): break
    case .object(let entries): addNamed(entries)
    case .list(let items):
      for item in items { add(item, named: nil) }
      if items.contains(where: \.isReply) { doubt = .wholeReply }
    case .over(let base, let entries):
      addNamed(entries)
      if base == .execution([]) {
        doubt = .wholeInput
      } else {
        problem = "its event is what a step gives with other values put in"
      }
    case .reply:
      add(event, named: nil)
      doubt = .wholeReply
    case .execution, .output, .constant, .unknown: add(event, named: nil)
    }
  }

  /// The steps whose outputs an event carries in the shape of this program's handlers and of
  /// step-in-line's: `{"Payload": {step: output}}`. `nil` for other events.
  private static func carriedOutputs(_ event: Flow, _ name: (Int) -> String) -> [Int]? {
    let entries: [Flow.Entry]
    switch event {
    case .object(let own): entries = own
    case .constant(.object(let members)):
      entries = members.map { Flow.Entry(key: $0.key, value: .constant($0.value)) }
    default: return nil
    }
    guard let payload = entries.first(where: { $0.key == "Payload" })?.value,
      entries.allSatisfy({ $0.key == "Payload" || $0.key == "Inputs" })
    else { return nil }
    switch payload {
    case .constant(.object([])): return []
    case .output(let step, []): return [step]
    case .list(let items):
      let steps = items.compactMap { item in
        if case .output(let step, []) = item { step } else { nil }
      }
      return steps.count == items.count ? steps : nil
    case .object(let outputs):
      let steps = outputs.compactMap { entry -> Int? in
        guard case .output(let step, [.key(entry.key)]) = entry.value, name(step) == entry.key
        else { return nil }
        return step
      }
      return steps.count == outputs.count ? steps : nil
    default: return nil
    }
  }

  private mutating func addNamed(_ entries: [Flow.Entry]) {
    for entry in entries {
      guard entry.key.isPythonIdentifier else {
        problem = "the key \"\(entry.key)\" of its event can't be a parameter's name"
        continue
      }
      add(entry.value, named: entry.key)
    }
  }

  private mutating func add(_ value: Flow, named name: String?) {
    switch value {
    case .output(let step, let path):
      arguments.append(Argument(name: name, .step(.step(StepID(step)), pick: pick(path[...]))))
    case .reply(let step): arguments.append(Argument(name: name, .step(.step(StepID(step)))))
    case .execution(let path):
      guard case .key(let input)? = path.first else {
        problem = "one of its arguments is the whole input of the execution"
        return
      }
      if !inputs.contains(input) { inputs.append(input) }
      arguments.append(Argument(name: name, .input(input, pick: pick(path.dropFirst()))))
    case .constant(let json): arguments.append(Argument(name: name, .constant(Value(json))))
    case .unknown(let source): problem = "one of its arguments comes from \(source)"
    case .object, .list, .over, .defaultedExecution:
      problem = "one of its arguments is put together of other values"
    }
  }

  private func pick(_ path: ArraySlice<FlowPart>) -> String? {
    path.isEmpty ? nil : pickText(path)
  }
}

extension Flow {
  fileprivate var isReply: Bool { if case .reply = self { true } else { false } }
}

/// A path as `pick` has it: `a.b[0]`.
func pickText(_ path: some Sequence<FlowPart>) -> String {
  var text = ""
  for part in path {
    switch part {
    case .key(let key):
      let isPlain =
        !key.isEmpty && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      text += isPlain ? (text.isEmpty ? "" : ".") + key : "[\"\(key)\"]"
    case .index(let index): text += "[\(index)]"
    case .all: break  // never stays in a path
    }
  }
  return text
}
