// The keys of a pipeline file and what each may hold: the one table that reading, patching, forms,
// checks and the JSON Schema follow. The judging is done by `FieldRules`.

/// The keys of a step but `args` and `needs`, in the order in which they are written.
package enum StepField: String, CaseIterable, Hashable, Sendable {
  case description, source, function, code, runtime, memory, timeout, storage, architecture, retry
  case layers, policies, env, files, at

  package var schema: FieldSchema { Self.schemas[number] }

  private static let schemas = allCases.map(FieldSchema.of)

  /// Its place in `allCases`.
  var number: Int { withUnsafeBytes(of: self) { Int($0[0]) } }

  // What an enum with texts gets by itself hashes and compares the text.
  package func hash(into hasher: inout Hasher) { hasher.combine(number) }
  package static func == (one: Self, other: Self) -> Bool { one.number == other.number }
}

/// The keys at the top but `defaults` and `steps`, in the order in which they are written.
package enum PipelineField: String, CaseIterable, Hashable, Sendable {
  case pipeline, description, schedule, region, inputs, template, machine, output, network, backend

  package var schema: FieldSchema { Self.schemas[self] ?? FieldSchema.of(self) }

  private static let schemas = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, FieldSchema.of($0)) })
}

/// What a field may hold.
package enum FieldKind: Hashable, Sendable {
  /// One line of text.
  case line
  /// Any text.
  case text
  /// A Python program.
  case code
  /// A path beside the pipeline file.
  case path
  case integer(ClosedRange<Int>)
  case choice([String])
  case schedule
  /// Attempts, or a mapping of attempts, interval, backoff and max-delay.
  case retry
  case layers
  /// Paths of IAM policies, or the policies themselves as mappings.
  case policies
  /// Names to texts.
  case environment
  case paths
  /// `[column, row]`.
  case position
  /// Names to `{default: …}`.
  case inputs
  case network
  /// One Terraform backend type to its settings.
  case backend
}

package struct FieldSchema: Sendable {
  /// The key in the file.
  package let key: String
  package let kind: FieldKind
  package let unit: String?
  /// What it is, in one sentence without a full stop.
  package let help: String
  /// What holds when neither the step nor `defaults` says anything.
  package let defaultValue: Value?
  /// May stand under `defaults`.
  package let isDefaultable: Bool

  private init(
    _ key: String, _ kind: FieldKind, unit: String? = nil, default defaultValue: Value? = nil,
    defaultable: Bool = false, _ help: String
  ) {
    self.key = key
    self.kind = kind
    self.unit = unit
    self.help = help
    self.defaultValue = defaultValue
    isDefaultable = defaultable
  }

  // Ranges and defaults: AWS Lambda quotas (memory, timeout, ephemeral storage).
  static func of(_ field: StepField) -> FieldSchema {
    switch field {
    case .description:
      Self(field.rawValue, .text, "What the step does; its function's docstring when left out")
    case .source: Self(field.rawValue, .path, "The Python file that holds the function")
    case .function:
      Self(
        field.rawValue, .line,
        "The function to call; the one with the step's name, else the only one, when left out")
    case .code: Self(field.rawValue, .code, "The Python code that holds the function")
    case .runtime:
      Self(
        field.rawValue, .choice(PythonRuntime.all.map(\.name)), default: .text("python3.13"),
        defaultable: true, "The Python that Lambda runs it with")
    case .memory:
      Self(
        field.rawValue, .integer(128...10_240), unit: "MB", default: .integer(512),
        defaultable: true, "Lambda's memory; more brings more processor")
    case .timeout:
      Self(
        field.rawValue, .integer(1...900), unit: "seconds", default: .integer(900),
        defaultable: true, "How long one attempt may take")
    case .storage:
      Self(
        field.rawValue, .integer(512...10_240), unit: "MB", default: .integer(512),
        defaultable: true, "Room in /tmp")
    case .architecture:
      Self(
        field.rawValue, .choice(["x86_64", "arm64"]), default: .text("x86_64"), defaultable: true,
        "The processor it runs on")
    case .retry:
      Self(
        field.rawValue, .retry, default: .integer(0), defaultable: true,
        "How many more attempts a failure gets, or a mapping with their waits")
    case .layers:
      Self(
        field.rawValue, .layers, defaultable: true, "ARNs of Lambda layer versions, five at most")
    case .policies:
      Self(
        field.rawValue, .policies, defaultable: true,
        "IAM policies of its role: paths of JSON files, or mappings")
    case .env: Self(field.rawValue, .environment, defaultable: true, "Environment variables")
    case .files: Self(field.rawValue, .paths, defaultable: true, "More files for its zip")
    case .at:
      Self(
        field.rawValue, .position,
        "Its place on the grid, column and row from 0; laid out automatically when left out")
    }
  }

  static func of(_ field: PipelineField) -> FieldSchema {
    switch field {
    case .pipeline:
      Self(field.rawValue, .line, "The state machine's name: 1 to 80 letters, digits, - and _")
    case .description: Self(field.rawValue, .text, "What the pipeline does")
    case .schedule:
      Self(
        field.rawValue, .schedule,
        "When it starts by itself, in UTC: rate(…) or cron(…); on demand when left out")
    case .region: Self(field.rawValue, .line, default: .text("us-east-1"), "The AWS region")
    case .inputs:
      Self(field.rawValue, .inputs, "What one execution may be started with, with defaults")
    case .template:
      Self(field.rawValue, .path, "A custom Lambda handler that takes the step's code in")
    case .machine:
      Self(
        field.rawValue, .choice(MachineForm.allCases.map(\.rawValue)),
        default: .text(MachineForm.nested.rawValue), "The form of the state machine")
    case .output:
      Self(
        field.rawValue, .choice(OutputForm.allCases.map(\.rawValue)),
        default: .text(OutputForm.all.rawValue), "Which outputs an execution gives back")
    case .network:
      Self(field.rawValue, .network, "The VPC that the functions run in: vpc, subnets, outbound")
    case .backend:
      Self(
        field.rawValue, .backend,
        "The Terraform backend, as one mapping of its type to its settings")
    }
  }
}
