// From a draft without errors to the checked pipeline: defaults filled in, names made numbers.
// Judges nothing: whatever could be wrong has been reported before.

import GraphAlgorithms

extension Pipeline {
  /// - Precondition: no diagnostic of the check is an error; `functions` names each step's function,
  ///   `graph` is the dependency graph, `order` a topological order of the steps.
  func resolved(
    _ surroundings: Surroundings, functions: [CalledFunction], graph: DirectedGraph, order: [Int]
  ) -> CheckedPipeline {
    let resolver = StepResolver(
      standing: standing, surroundings: surroundings, numbers: StepNumbers(steps))
    return CheckedPipeline(
      name: name, description: fields[.description]?.text, schedule: fields[.schedule]?.text,
      region: text(.region), inputs: checkedInputs, template: checkedTemplate(surroundings),
      machine: MachineForm(rawValue: text(.machine)) ?? .nested,
      output: OutputForm(rawValue: text(.output)) ?? .all, network: checkedNetwork,
      backend: fields[.backend]?.entries?.first,
      steps: zip(steps, functions).map { resolver.step($0, function: $1) },
      graph: graph, order: order)
  }

  /// What holds for every step that says nothing else.
  private var standing: StepFields {
    var standing = StepFields()
    for field in StepField.allCases {
      standing[field] = defaults[field] ?? field.schema.defaultValue
    }
    return standing
  }

  private func text(_ field: PipelineField) -> String {
    (fields[field] ?? field.schema.defaultValue)?.text ?? ""
  }

  private var checkedInputs: [CheckedInput] {
    (fields[.inputs]?.entries ?? []).map {
      CheckedInput(name: $0.key, defaultValue: $0.value["default"])
    }
  }

  private func checkedTemplate(_ surroundings: Surroundings) -> LambdaTemplate {
    guard let path = fields[.template]?.text, case .text(let text)? = surroundings.files[path]
    else { return .standard }
    return .custom(path: path, text: text)
  }

  private var checkedNetwork: CheckedNetwork? {
    guard let network = fields[.network], let vpc = network["vpc"]?.text else { return nil }
    let filters = (network["subnets"]?.entries ?? []).map { entry in
      CheckedNetwork.SubnetFilter(
        name: entry.key,
        values: entry.value.text.map { [$0] } ?? entry.value.list?.compactMap(\.text) ?? [])
    }
    let outbound = network["outbound"]?.list?.compactMap(\.text) ?? []
    return CheckedNetwork(vpc: vpc, subnetFilters: filters, outbound: outbound)
  }
}

private struct StepResolver {
  let standing: StepFields
  let surroundings: Surroundings
  let numbers: StepNumbers

  func step(_ step: Step, function: CalledFunction) -> CheckedStep {
    let code = code(of: step)
    return CheckedStep(
      id: step.id, name: step.name,
      description: step.fields[.description]?.text ?? function.summary, code: code,
      function: function.name, arguments: step.arguments.map(argument),
      needs: step.needs.compactMap(number), runtime: text(.runtime, step),
      memory: integer(.memory, step), timeout: integer(.timeout, step),
      storage: integer(.storage, step), architecture: text(.architecture, step),
      retry: retry(of: step), layers: texts(.layers, step), policies: policies(of: step),
      environment: environment(of: step), files: texts(.files, step))
  }

  private func value(of field: StepField, for step: Step) -> Value? {
    step.fields[field] ?? standing[field]
  }

  private func text(_ field: StepField, _ step: Step) -> String {
    value(of: field, for: step)?.text ?? ""
  }

  private func integer(_ field: StepField, _ step: Step) -> Int {
    value(of: field, for: step)?.integer ?? 0
  }

  private func texts(_ field: StepField, _ step: Step) -> [String] {
    value(of: field, for: step)?.list?.compactMap(\.text) ?? []
  }

  private func number(_ reference: StepReference) -> Int? {
    if case .step(let id) = reference { numbers[id] } else { nil }
  }

  private func argument(_ argument: Argument) -> CheckedArgument {
    let source: CheckedArgumentSource =
      switch argument.source {
      case .step(let reference, let pick):
        .step(number(reference) ?? 0, pick: pick.flatMap { PickPath($0) })
      case .input(let name, let pick): .input(name, pick: pick.flatMap { PickPath($0) })
      case .constant(let value): .constant(value)
      }
    return CheckedArgument(name: argument.name, source: source)
  }

  private func code(of step: Step) -> StepCode {
    if let code = step.fields[.code]?.text { return .inline(Array(code.utf8)) }
    let path = step.fields[.source]?.text ?? ""
    if case .text(let text)? = surroundings.files[path] { return .file(path: path, text: text) }
    return .file(path: path, text: [])
  }

  // The waits are step-in-line's: 15 seconds, then four times as long each time.
  private func retry(of step: Step) -> RetryPolicy? {
    guard let value = value(of: .retry, for: step) else { return nil }
    let attempts = value.integer ?? value["attempts"]?.integer ?? 3
    guard attempts > 0 else { return nil }
    return RetryPolicy(
      attempts: attempts, interval: value["interval"]?.integer ?? 15,
      backoff: value["backoff"] ?? .integer(4), maxDelay: value["max-delay"]?.integer)
  }

  private func policies(of step: Step) -> [StepPolicy] {
    (value(of: .policies, for: step)?.list ?? []).map { value in
      guard let path = value.text else { return .document(value) }
      if case .text(let text)? = surroundings.files[path] { return .file(path: path, text: text) }
      return .file(path: path, text: [])
    }
  }

  private func environment(of step: Step) -> [EnvironmentVariable] {
    (value(of: .env, for: step)?.entries ?? []).map {
      EnvironmentVariable(name: $0.key, value: $0.value.text ?? "")
    }
  }
}
