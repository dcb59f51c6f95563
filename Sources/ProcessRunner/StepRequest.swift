// What the runner of a step's process is told besides its bundle: request.json. Pure.

import CloudExport
import PipelineModel
import StatesLanguage

struct StepRequest {
  /// The invocation's id, a UUID.
  let id: String
  private let head: JSON

  /// - Parameters:
  ///   - origin: where the step's code stands for the person.
  ///   - function: the name of its Lambda function.
  ///   - folder: of the process.
  ///   - enforcesLimits: whether Lambda's bounds on files hold, and NaN is refused.
  init(
    of step: CheckedStep, in pipeline: CheckedPipeline, bundle: Bundle, origin: CodeOrigin?,
    function: String, folder: String, enforcesLimits: Bool
  ) {
    id = Self.randomID()
    let environment = LambdaEnvironment.own(of: step, function: function, folder: folder)
    let arn = "arn:aws:lambda:\(pipeline.region):123456789012:function:\(function)"
    head = .object([
      .init("id", .string(id)), .init("arn", .string(arn)),
      .init("timeout", .integer(step.timeout)),
      .init("program", Self.program(of: step, bundle, origin)),
      .init("environment", .object(environment.map { .init($0.name, .string($0.value)) })),
      .init("isDefault", .bool(bundle.hasDefaultHandler)),
      .init("lenient", .bool(!enforcesLimits)),
      .init("limits", .object(enforcesLimits ? Self.limits(of: step) : [])),
    ])
  }

  /// - Parameter event: JSON.
  func text(event: [UInt8]) -> [UInt8] {
    head.write(.compact).dropLast() + Array(",\"event\":".utf8) + event + [UInt8(ascii: "}")]
  }

  /// By the names of setrlimit(2): the largest file, in bytes, is as large as all of /tmp may be in
  /// Lambda, and 1,024 files may be open there.
  private static func limits(of step: CheckedStep) -> [JSON.Member] {
    [.init("FSIZE", .integer(step.storage << 20)), .init("NOFILE", .integer(1024))]
  }

  /// `{"path", "file", "line"}`, and in a template `first` and `count` of its lines there.
  private static func program(of step: CheckedStep, _ bundle: Bundle, _ origin: CodeOrigin?)
    -> JSON
  {
    let origin = origin ?? CodeOrigin(file: step.code.path ?? step.name, line: 1)
    var members: [JSON.Member] = [
      .init("path", .string(bundle.programPath)), .init("file", .string(origin.file)),
      .init("line", .integer(origin.line)),
    ]
    if bundle.isProgramInTemplate {
      let lines = 1 + step.code.text.count { $0 == 0x0A }
      members += [
        .init("first", .integer(bundle.programLine)), .init("count", .integer(lines)),
      ]
    }
    return .object(members)
  }

  /// A random UUID (RFC 9562, version 4).
  private static func randomID() -> String {
    var random = SystemRandomNumberGenerator()
    var high: UInt64 = random.next()
    var low: UInt64 = random.next()
    high = high & ~0xF000 | 0x4000
    low = low & ~(0xC0 << 56) | 0x80 << 56
    func part(_ number: UInt64, _ digits: Int) -> String {
      let text = String(number, radix: 16)
      return String(repeating: "0", count: digits - text.utf8.count) + text
    }
    return [
      part(high >> 32, 8), part(high >> 16 & 0xFFFF, 4), part(high & 0xFFFF, 4),
      part(low >> 48, 4), part(low & 0xFFFF_FFFF_FFFF, 12),
    ].joined(separator: "-")
  }
}
