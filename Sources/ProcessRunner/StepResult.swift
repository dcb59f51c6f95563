// What came out of a step's process: from the file that its runner left, or from how it ended.

import RunScheduler
import StatesLanguage

/// How a process ended.
enum ProcessEnd: Hashable {
  case exited(Int)
  case signalled(Int)
}

enum StepResult {
  /// - Parameters:
  ///   - size: of the handler's whole reply, in bytes of JSON.
  ///   - notes: what a person should know of it, in sentences.
  case output(JSON, size: Int, notes: [String])
  /// - Parameter module: that could not be imported.
  case failure(StepFailure, module: String?)

  /// - Parameters:
  ///   - content: of result.json; `nil` when there is none.
  ///   - step: the name under which the reply holds the result.
  ///   - request: the invocation's id.
  init(_ content: [UInt8]?, of step: String, end: ProcessEnd, request: String) {
    guard let content, case .exited = end else {
      self = .failure(Self.crash(end, request: request), module: nil)
      return
    }
    do {
      let result = try JSON.parse(content, duplicateKeys: .lastWins)
      if let failure = result["failure"] {
        self = .failure(StepFailure(failure), module: failure["module"]?.string)
      } else if let output = result["reply"]?[step] {
        let notes = result["notes"]
        let size = content.count - #"{"reply":}"#.utf8.count - Self.size(ofNotes: notes)
        self = .output(output, size: size, notes: notes?.array?.compactMap(\.string) ?? [])
      } else {
        let message = "The handler's reply has no \"\(step)\", where its result belongs"
        self = .failure(StepFailure("States.Runtime", message), module: nil)
      }
    } catch {
      let message = "The handler's reply can't be read: \(error.message)"
      self = .failure(StepFailure("States.Runtime", message), module: nil)
    }
  }

  private static func size(ofNotes notes: JSON?) -> Int {
    notes.map { #""notes":,"#.utf8.count + $0.write(.compact).count } ?? 0
  }

  /// As Lambda reports a runtime that is gone.
  static func crash(_ end: ProcessEnd, request: String) -> StepFailure {
    let reason =
      switch end {
      case .exited(0): "without providing a reason"
      case .exited(let code): "with error: exit status \(code)"
      case .signalled(let number): "with error: signal: \(signalName(number))"
      }
    return StepFailure(
      "Runtime.ExitError", "RequestId: \(request) Error: Runtime exited \(reason)")
  }

  /// As Lambda reports a function that took too long.
  static func timeout(_ seconds: Int, request: String) -> StepFailure {
    StepFailure(
      "Sandbox.Timedout", "RequestId: \(request) Error: Task timed out after \(seconds).00 seconds")
  }

  // Go's names, in which Lambda reports them.
  private static func signalName(_ number: Int) -> String {
    switch number {
    case 1: "hangup"
    case 2: "interrupt"
    case 3: "quit"
    case 4: "illegal instruction"
    case 5: "trace/breakpoint trap"
    case 6: "aborted"
    case 7: "bus error"
    case 8: "floating point exception"
    case 9: "killed"
    case 11: "segmentation fault"
    case 13: "broken pipe"
    case 14: "alarm clock"
    case 15: "terminated"
    default: "signal \(number)"
    }
  }
}

extension StepFailure {
  /// From result.json.
  init(_ content: JSON) {
    let place = content["file"]?.string.flatMap { file in
      content["line"]?.integer.map { SourcePlace(file: file, line: $0) }
    }
    self.init(
      content["errorType"]?.string ?? "", content["errorMessage"]?.string ?? "",
      stackTrace: content["stackTrace"]?.array?.compactMap(\.string) ?? [], place: place)
  }
}
