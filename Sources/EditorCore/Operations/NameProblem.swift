// What is wrong with a step's name while it is typed. The same rules as `check`, and one more:
// names are free.

package import PipelineModel

package enum NameProblem: Hashable, Sendable {
  case empty
  case tooLong(Int)
  case controlCharacter
  case taken(String)

  package var text: String {
    switch self {
    case .empty: "a step needs a name of 1 to 80 characters"
    case .tooLong(let count): "the name has \(count) characters: use 80 at most"
    case .controlCharacter: "the name holds a control character: leave it out"
    case .taken(let name): "there is a step \(name) already: use another name"
    }
  }
}

extension Editor {
  /// Why a step can't have this name; `nil` when it can.
  ///
  /// - Parameter id: the step that is to have the name; `nil` for a new one.
  package func nameProblem(_ name: String, for id: StepID? = nil) -> NameProblem? {
    if name.isEmpty { return .empty }
    // Amazon States Language, "States": at most 80 Unicode characters.
    let count = name.unicodeScalars.count
    if count > 80 { return .tooLong(count) }
    if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return .controlCharacter
    }
    if let other = pipeline.step(named: name), other.id != id { return .taken(name) }
    return nil
  }

  /// The name itself when it is free, else the first free of `name-2`, `name-3`, ….
  package func freeName(like name: String) -> String {
    var candidate = name
    var number = 2
    while pipeline.step(named: candidate) != nil {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }
}
