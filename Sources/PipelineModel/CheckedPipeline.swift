// A pipeline without errors: every name found, every field of its type and in its range, no cycle.
// Only `check(_:)` makes one; runner and exporters take nothing else and check nothing again.

package import GraphAlgorithms

package struct CheckedPipeline: Sendable {
  /// 1 to 80 letters, digits, `-` and `_`.
  package let name: String
  package let description: String?
  /// `rate(…)` or `cron(…)` as EventBridge takes it; `nil` starts on demand.
  package let schedule: String?
  package let region: String
  package let inputs: [CheckedInput]
  package let template: LambdaTemplate
  package let machine: MachineForm
  package let output: OutputForm
  package let network: CheckedNetwork?
  /// A Terraform backend's type and settings.
  package let backend: Value.Entry?
  /// In the order of the file. Arguments, needs and `order` name steps by their place here.
  package let steps: [CheckedStep]
  /// From what is needed to what needs it, each dependency once.
  package let graph: DirectedGraph
  /// The steps so that each follows all it needs; ties in the order of the file.
  package let order: [Int]
}

package struct CheckedInput: Hashable, Sendable {
  package let name: String
  /// `nil`: the execution must bring it.
  package let defaultValue: Value?
}

/// What a step's code is put into.
package enum LambdaTemplate: Hashable, Sendable {
  case standard
  /// A file of the person's own, its path as written and its text.
  case custom(path: String, text: [UInt8])
}

package struct CheckedNetwork: Hashable, Sendable {
  package let vpc: String
  /// Filters on subnets: name, as `tag:Tier`, and the values that match.
  package let subnetFilters: [SubnetFilter]
  /// CIDR blocks that functions may reach.
  package let outbound: [String]

  package struct SubnetFilter: Hashable, Sendable {
    package let name: String
    package let values: [String]
  }
}

package struct CheckedStep: Sendable, Identifiable {
  package let id: StepID
  package let name: String
  /// As written, or the first line of its function's docstring.
  package let description: String?
  package let code: StepCode
  /// The name of the Python function to call.
  package let function: String
  package let arguments: [CheckedArgument]
  /// Steps that must finish first though no argument takes their output.
  package let needs: [Int]
  package let runtime: String
  /// MB
  package let memory: Int
  /// Seconds
  package let timeout: Int
  /// MB of /tmp
  package let storage: Int
  package let architecture: String
  /// `nil`: one attempt only.
  package let retry: RetryPolicy?
  package let layers: [String]
  package let policies: [StepPolicy]
  /// In the order of the file, names once.
  package let environment: [EnvironmentVariable]
  /// Paths beside the pipeline file.
  package let files: [String]

  /// All steps it waits for, each once: those its arguments name, then its needs.
  package var dependencies: [Int] {
    let named = arguments.lazy.compactMap { argument in
      if case .step(let number, _) = argument.source { number } else { nil }
    }
    return Array(named).withoutRepeats(adding: needs)
  }
}

/// A step's Python program and where it stands.
package enum StepCode: Hashable, Sendable {
  /// Under `code` in the pipeline file.
  case inline([UInt8])
  /// In a file beside it: its path as written and its text.
  case file(path: String, text: [UInt8])

  /// UTF-8 text.
  package var text: [UInt8] {
    switch self {
    case .inline(let text), .file(_, let text): text
    }
  }
}

package struct CheckedArgument: Hashable, Sendable {
  /// `nil` passes it by position. All of a step's arguments have a name, or none has.
  package let name: String?
  package let source: CheckedArgumentSource
}

package enum CheckedArgumentSource: Hashable, Sendable {
  /// The output of `steps[number]`, or a part of it.
  case step(Int, pick: PickPath?)
  case input(String, pick: PickPath?)
  case constant(Value)
}

/// How often and when a failed step is tried again.
package struct RetryPolicy: Hashable, Sendable {
  /// Attempts after the first one; at least 1.
  package let attempts: Int
  /// Seconds before the first retry.
  package let interval: Int
  /// What each further wait is multiplied by, as a JSON number of at least 1.
  package let backoff: Value
  /// The longest wait in seconds; `nil` sets no bound.
  package let maxDelay: Int?
}

package enum StepPolicy: Hashable, Sendable {
  /// An IAM policy document.
  case document(Value)
  /// A JSON file with one: its path as written and its text.
  case file(path: String, text: [UInt8])
}

package struct EnvironmentVariable: Hashable, Sendable {
  package let name: String
  package let value: String
}
