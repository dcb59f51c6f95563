// What can be set of a step and of a pipeline: for each key of a pipeline file one function with the
// type of its value. What values are allowed is judged by the check, not here.

import PipelineModel

/// One setting of a step, such as `.memory(1024)`.
public struct StepSetting: Hashable, Sendable {
  let field: StepField
  let value: PipelineModel.Value

  init(_ field: StepField, _ value: PipelineModel.Value) {
    self.field = field
    self.value = value
  }

  /// What the step does.
  public static func description(_ text: String) -> Self { Self(.description, .text(text)) }
  /// The function to call; the one with the step's name, else the only one, when not set.
  public static func function(_ name: String) -> Self { Self(.function, .text(name)) }
  /// The Python that Lambda runs it with, such as `python3.13`.
  public static func runtime(_ name: String) -> Self { Self(.runtime, .text(name)) }
  /// Lambda's memory in MB.
  public static func memory(_ megabytes: Int) -> Self { Self(.memory, .integer(megabytes)) }
  /// How long one attempt may take, in seconds.
  public static func timeout(_ seconds: Int) -> Self { Self(.timeout, .integer(seconds)) }
  /// Room in /tmp in MB.
  public static func storage(_ megabytes: Int) -> Self { Self(.storage, .integer(megabytes)) }
  /// The processor it runs on: `x86_64` or `arm64`.
  public static func architecture(_ name: String) -> Self { Self(.architecture, .text(name)) }
  /// How many more attempts a failure gets.
  public static func retry(_ attempts: Int) -> Self { Self(.retry, .integer(attempts)) }
  /// How many more attempts a failure gets, after how many seconds the first one, and by what the
  /// wait grows from one to the next.
  public static func retry(_ attempts: Int, after seconds: Int, backoff: Value = 2) -> Self {
    Self(
      .retry,
      .mapping([
        .init("attempts", .integer(attempts)), .init("interval", .integer(seconds)),
        .init("backoff", backoff.modelled),
      ]))
  }
  /// ARNs of Lambda layer versions, five at most.
  public static func layers(_ names: [String]) -> Self { Self(.layers, .texts(names)) }
  /// IAM policies of its role, as mappings.
  public static func policies(_ policies: [Value]) -> Self {
    Self(.policies, .list(policies.map(\.modelled)))
  }
  /// Environment variables, as a mapping of names to texts.
  public static func environment(_ variables: Value) -> Self { Self(.env, variables.modelled) }
  /// Paths of more files for its zip.
  public static func files(_ paths: [String]) -> Self { Self(.files, .texts(paths)) }
  /// Its place on the workbench's grid, from 0.
  public static func position(column: Int, row: Int) -> Self {
    Self(.at, GridPosition(column: column, row: row).value)
  }
}

/// One setting of a pipeline, such as `.schedule("rate(1 day)")`.
public struct PipelineSetting: Hashable, Sendable {
  let field: PipelineField
  let value: PipelineModel.Value

  init(_ field: PipelineField, _ value: PipelineModel.Value) {
    self.field = field
    self.value = value
  }

  /// What the pipeline does.
  public static func description(_ text: String) -> Self { Self(.description, .text(text)) }
  /// When it starts by itself, in UTC: `rate(…)` or `cron(…)`.
  public static func schedule(_ expression: String) -> Self { Self(.schedule, .text(expression)) }
  /// The AWS region.
  public static func region(_ name: String) -> Self { Self(.region, .text(name)) }
  /// What an execution may be started with: names to their defaults. `nil` has none and must be given.
  public static func inputs(_ inputs: KeyValuePairs<String, Value?>) -> Self {
    let entries = inputs.map { name, value in
      let body = value.map { [PipelineModel.Value.Entry("default", $0.modelled)] } ?? []
      return PipelineModel.Value.Entry(name, .mapping(body))
    }
    return Self(.inputs, .mapping(entries))
  }
  /// The path of a Lambda handler of one's own that takes the step's code in.
  public static func template(_ path: String) -> Self { Self(.template, .text(path)) }
  /// The form of the state machine.
  public static func machine(_ form: MachineForm) -> Self { Self(.machine, .text(form.rawValue)) }
  /// Which outputs an execution gives back.
  public static func output(_ form: OutputForm) -> Self { Self(.output, .text(form.rawValue)) }
  /// The VPC that the functions run in, as a mapping of `vpc`, `subnets` and `outbound`.
  public static func network(_ network: Value) -> Self { Self(.network, network.modelled) }
  /// The Terraform backend, as one mapping of its type to its settings.
  public static func backend(_ backend: Value) -> Self { Self(.backend, backend.modelled) }
}

/// The two forms of state machine that a pipeline can become.
public enum MachineForm: String, CaseIterable, Hashable, Sendable {
  /// As parallel as Amazon States Language allows.
  case nested
  /// One Parallel state after the other.
  case layers
}

/// What an execution gives back.
public enum OutputForm: String, CaseIterable, Hashable, Sendable {
  /// Every step's output.
  case all
  /// The outputs that no other step takes.
  case last
}

extension PipelineModel.Value {
  fileprivate static func texts(_ texts: [String]) -> Self { .list(texts.map { .text($0) }) }
}
