// What the editor says to the person after a command, and why it did not do what was asked.

package import PipelineModel

package struct Message: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case info, warning, error }

  package var kind: Kind
  /// One line without a full stop.
  package var text: String

  package static func info(_ text: String) -> Message { Message(kind: .info, text: text) }
  package static func warning(_ text: String) -> Message { Message(kind: .warning, text: text) }
  package static func error(_ text: String) -> Message { Message(kind: .error, text: text) }
}

/// Why an operation did nothing. The document is unchanged.
package enum Refusal: Error, Hashable, Sendable {
  case readOnly(String)
  /// What the session could do that this one only looks at.
  case viewing(String)
  case edit(EditError)
  case noStep
  case noMarks
  case nothingToUndo
  case nothingToRedo
  /// The name and what is wrong with it.
  case name(String, NameProblem)
  case selfConnection(String)
  case alreadyConnected(String, String)
  /// Names of steps along the cycle; the first follows the last.
  case wouldCycle([String])
  case notConnected(String, String)
  case namedArguments(String)
  case positionalArguments(String)
  case argumentPlace(Int)
  case argumentName(String)
  case value(FieldTextError)
  case notUTF8
  /// The step's code stands in this file.
  case codeInFile(String)
  case notPinned
  case notFound(String)
  case edgeOfGraph(Direction)
  case nothingToRepeat
  case noSearch
  case noProblems
  case unavailable(String)

  /// What was refused and what mends it, in one line without a full stop.
  package var text: String {
    switch self {
    case .readOnly(let reason): "nothing can be changed: \(reason)"
    case .viewing(let mend): "this is sil-tui view: \(mend)"
    case .edit(let error): error.text
    case .noStep: "no step is selected: add one first"
    case .noMarks: "no steps are marked: mark some first"
    case .nothingToUndo: "nothing to undo: this is the file as it was opened"
    case .nothingToRedo: "nothing to do again"
    case .name(_, let problem): problem.text
    case .selfConnection(let name): "\(name) can't wait for itself: choose another step"
    case .alreadyConnected(let source, let target): "\(target) already waits for \(source)"
    case .wouldCycle(let names):
      "that would be a cycle: \((names + names.prefix(1)).joined(separator: " → "))"
    case .notConnected(let source, let target): "\(target) does not wait for \(source)"
    case .namedArguments(let name): "\(name) takes its arguments by name: give the new one a name"
    case .positionalArguments(let name):
      "\(name) takes its arguments by position: leave the name out"
    case .argumentPlace(let place): "there is no argument \(place + 1)"
    case .argumentName(let name):
      "\(name) can't be a parameter's name: use letters, digits and _, no digit in front"
    case .value(let error): error.text
    case .notUTF8: "the code is not UTF-8 text: save it in that encoding"
    case .codeInFile(let path): "the code stands in \(path): edit that file"
    case .notPinned: "the step is not pinned: it goes where the layout puts it"
    case .notFound(let query): "nothing found for \(query)"
    case .edgeOfGraph: "edge of graph"
    case .nothingToRepeat: "nothing to repeat yet"
    case .noSearch: "nothing was searched for yet"
    case .noProblems: "no problems"
    case .unavailable(let reason): reason
    }
  }
}

extension EditError {
  /// For the person; commands prevent most of these before an edit is tried.
  var text: String {
    switch self {
    case .noSuchStep: "the step is gone: select another"
    case .idTaken: "the step is there already"
    case .nameTaken(let name): NameProblem.taken(name).text
    case .stillNeeded(_, let users): "\(users.count) steps still wait for it: disconnect them first"
    case .alreadyNeeds: "the step already waits for that one"
    case .mixedArguments: "arguments go all by position or all by name: change the others too"
    case .argumentNameTaken(_, let name): "there is an argument \(name) already: use another name"
    case .indexOutOfRange(let index): "there is nothing at place \(index + 1)"
    }
  }
}

extension Editor {
  /// Does what was asked, or says why not. - Returns: whether it was done.
  @discardableResult
  package mutating func attempt(_ body: (inout Editor) throws(Refusal) -> Void) -> Bool {
    do {
      try body(&self)
      return true
    } catch {
      message = .warning(error.text)
      return false
    }
  }
}
