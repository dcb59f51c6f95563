// A pipeline as a value: steps that call Python functions, and what each takes from others. A draft,
// which may be unfinished or wrong; judging is in Checking.swift, files are in PipelineDocument.swift.

/// A pipeline of Python steps for AWS Step Functions.
///
/// It may say anything, also what is wrong; ``check(files:)`` tells what is wrong with it, and
/// ``checked(files:)`` gives what definitions and Terraform are made of.
public struct Pipeline: Hashable, Sendable {
  /// The state machine's name: 1 to 80 letters, digits, `-` and `_`.
  public var name: String
  /// What holds for the pipeline as a whole. Of two settings of one kind the last counts.
  public var settings: [PipelineSetting]
  /// What steps take that say nothing themselves. Of two settings of one kind the last counts.
  public var defaults: [StepSetting]
  /// In the order in which they are written to a file, which is not the order of the run.
  public var steps: [Step]

  public init(
    _ name: String, settings: [PipelineSetting] = [], defaults: [StepSetting] = [],
    steps: [Step] = []
  ) {
    self.name = name
    self.settings = settings
    self.defaults = defaults
    self.steps = steps
  }
}

/// One step: a Python function with its arguments, which becomes a Lambda function.
public struct Step: Sendable {
  /// What other steps call it by, and what its Lambda function is called after.
  public var name: String
  public var code: Code
  /// All have a name, or none has.
  public var arguments: [Argument]
  /// Names of steps that must finish first, beside those whose outputs it takes.
  public var needs: [String]
  /// Of two settings of one kind the last counts.
  public var settings: [StepSetting]
  /// Which step of a document it was read as, so that the document can tell a rename from a new step.
  var origin: Int?

  /// Where a step's function stands.
  public enum Code: Hashable, Sendable {
    /// The Python program itself.
    case text(String)
    /// The path of a Python file beside the pipeline file.
    case file(String)
    /// Not written yet; ``Pipeline/check(files:)`` reports it.
    case missing
  }

  public init(
    _ name: String, code: Code, arguments: [Argument] = [], needs: [String] = [],
    settings: [StepSetting] = []
  ) {
    self.name = name
    self.code = code
    self.arguments = arguments
    self.needs = needs
    self.settings = settings
  }

  /// A step whose Python program is given as a text.
  public init(
    _ name: String, python program: String, arguments: [Argument] = [], needs: [String] = [],
    settings: [StepSetting] = []
  ) {
    self.init(
      name, code: .text(program), arguments: arguments, needs: needs, settings: settings)
  }
}

/// Where a step was read from makes no difference.
extension Step: Hashable {
  public static func == (one: Step, other: Step) -> Bool {
    one.name == other.name && one.code == other.code && one.arguments == other.arguments
      && one.needs == other.needs && one.settings == other.settings
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(code)
    hasher.combine(arguments)
    hasher.combine(needs)
    hasher.combine(settings)
  }
}

/// One argument of a step's function.
public struct Argument: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// The output of the step of that name, or the part of it that `pick` leads to.
    case output(of: String, pick: String? = nil)
    /// What the execution was started with under that name, or a part of it.
    case input(String, pick: String? = nil)
    case constant(Value)
  }

  /// `nil` passes it by its place.
  public var name: String?
  public var source: Source

  public init(name: String? = nil, _ source: Source) {
    self.name = name
    self.source = source
  }

  /// The output of another step, such as `.output(of: "load")`; `pick` leads into it, such as
  /// `rows[0].price`.
  public static func output(of step: String, pick: String? = nil) -> Argument {
    Argument(.output(of: step, pick: pick))
  }

  /// What the execution was started with under that name; see ``PipelineSetting/inputs(_:)``.
  public static func input(_ name: String, pick: String? = nil) -> Argument {
    Argument(.input(name, pick: pick))
  }

  public static func constant(_ value: Value) -> Argument { Argument(.constant(value)) }

  /// The same, passed by name.
  public func named(_ name: String) -> Argument { Argument(name: name, source) }
}
