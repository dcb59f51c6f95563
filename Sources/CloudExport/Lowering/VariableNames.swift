// What the workflow variables are called that hold the outputs of steps.
// Source: Step Functions developer guide, "Passing data between states with variables": Unicode
// identifiers of at most 80 characters, `states` is reserved.

struct VariableNames {
  /// One for each step, all different.
  private(set) var names: [String]
  private var free: FreeNames

  /// A name that is an identifier stays; in others each character that can't stand in one becomes
  /// `_`, with a number where that is taken.
  init(for steps: [String], reserved: [String]) {
    free = FreeNames(taken: reserved + ["states"], separator: "_")
    names = [String](repeating: "", count: steps.count)
    for (step, name) in steps.enumerated() where name.isVariableName && free.claim(name) {
      names[step] = name
    }
    for (step, name) in steps.enumerated() where names[step].isEmpty {
      names[step] = free.take(name.asVariableName)
    }
  }

  /// One more name for a step's output, for a scope inside the one that has its own name.
  mutating func takeLocalName(of step: Int) -> String {
    free.take(names[step].prefix(scalars: FreeNames.limit - 6) + "_local")
  }
}

extension String {
  fileprivate var isVariableName: Bool {
    guard let first = unicodeScalars.first, first.startsVariable else { return false }
    return unicodeScalars.allSatisfy(\.continuesVariable)
  }

  fileprivate var asVariableName: String {
    var name = String.UnicodeScalarView()
    for scalar in unicodeScalars { name.append(scalar.continuesVariable ? scalar : "_") }
    if let first = name.first, !first.startsVariable {
      name.insert(contentsOf: (first == "_" ? "s" : "s_").unicodeScalars, at: name.startIndex)
    }
    return String(name)
  }
}

extension Unicode.Scalar {
  // AWS lets any letter start a variable, as in Unicode Standard Annex 31 (an underscore may not);
  // interpreters in use take only these.
  fileprivate var startsVariable: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self)
  }

  fileprivate var continuesVariable: Bool {
    isASCII
      ? startsVariable || ("0"..."9").contains(self) || self == "_" : properties.isIDContinue
  }
}
