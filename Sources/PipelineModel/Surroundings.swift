// What a check knows of the world outside the document: files beside it, and what Python says of
// the code. The shell gathers it; a check reads nothing itself.

package struct Surroundings: Sendable {
  package enum FileState: Hashable, Sendable {
    case text([UInt8])
    case missing
    /// Why it can't be read, as the system says it.
    case unreadable(String)
  }

  /// Files by their path as the document writes it. A path that is not here was not looked for,
  /// and nothing is said about it.
  package var files: [String: FileState]
  /// What Python's compiler says of a step's code, by the code's text. Code that is not here was
  /// not compiled.
  package var compiled: [[UInt8]: CompilerVerdict]

  /// Seconds that steps took when they last ran on this machine, by their names.
  package var durations: [String: Double]

  /// Paths of files beside the document that a field could name; nothing is judged by them.
  package var nearbyFiles: [String]

  package init(
    files: [String: FileState] = [:], compiled: [[UInt8]: CompilerVerdict] = [:],
    durations: [String: Double] = [:], nearbyFiles: [String] = []
  ) {
    self.nearbyFiles = nearbyFiles
    self.files = files
    self.compiled = compiled
    self.durations = durations
  }
}

package enum CompilerVerdict: Hashable, Sendable {
  /// It compiles; these names exist at its top level once it has run (`def`, `class`, imports,
  /// assignments), and these docstrings have a first line.
  case sound(names: Set<String>, docstrings: [String: String])
  /// Line and column count from 1.
  case refused(message: String, line: Int, column: Int)
}

extension Pipeline {
  /// The paths of all files that the document names, each once, in the order of the document.
  package var namedFiles: [String] {
    var paths: [String] = []
    var seen: Set<String> = []
    func add(_ value: Value?) {
      guard let path = value?.text, !path.isEmpty, seen.insert(path).inserted else { return }
      paths.append(path)
    }
    add(fields[.template])
    func addFiles(of fields: StepFields) {
      add(fields[.source])
      fields[.policies]?.list?.forEach(add)
      fields[.files]?.list?.forEach(add)
    }
    addFiles(of: defaults)
    for step in steps { addFiles(of: step.fields) }
    return paths
  }

  /// The Python program of each step that has one, as far as it is known, with its file's path
  /// (`nil` when it stands in the document).
  package func programs(_ surroundings: Surroundings) -> [StepID: (text: [UInt8], path: String?)] {
    var programs: [StepID: (text: [UInt8], path: String?)] = [:]
    for step in steps {
      if let code = step.fields[.code]?.text {
        programs[step.id] = (Array(code.utf8), nil)
      } else if let path = step.fields[.source]?.text,
        case .text(let text)? = surroundings.files[path]
      {
        programs[step.id] = (text, path)
      }
    }
    return programs
  }
}
