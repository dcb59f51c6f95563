// What is taken over from a state machine in another way than it stands there.

enum ImportDoubt: CaseIterable {
  /// The event is the execution's input as it comes.
  case wholeInput
  /// The event is all that was answered before.
  case wholeReply
  /// It repeats after some failures only.
  case retry
  case noCode
  /// The code stands in a handler made from a template.
  case codeInTemplate

  var code: String {
    switch self {
    case .wholeInput: "import-input"
    case .wholeReply: "import-reply"
    case .retry: "import-retry"
    case .noCode, .codeInTemplate: "import-code"
    }
  }

  /// - Parameter steps: their names, one or more.
  func message(_ steps: String) -> String {
    switch self {
    case .wholeInput: "The whole input of the execution goes to \(steps); it is left out"
    case .wholeReply:
      "All that was answered before goes to \(steps); taken are the outputs right before"
    case .retry:
      "The Retry of \(steps) repeats after errors of Lambda itself; retry: repeats after any failure"
    case .noCode: "The code of \(steps) is not beside the machine"
    case .codeInTemplate: "The code of \(steps) is a part of a handler made from a template"
    }
  }

  var mend: String {
    switch self {
    case .wholeInput: "Declare what is read under inputs:, and pass it with {input: …}"
    case .wholeReply: "Pass what the function needs with {from: …}"
    case .retry: "Take retry: out where a second call does harm"
    case .noCode: "Give each of these steps its function with code: or source:"
    case .codeInTemplate:
      "Cut it out of index.py in the zips, give the steps code: or source:, and name the template"
    }
  }
}
