// Finds the Python that a step's runtime asks for, without starting one where that can be avoided:
// on PATH, else where pyenv, uv, asdf and mise keep theirs. A version manager's shim is a script that
// costs tens of milliseconds a call; it is looked through to the interpreter it would start.

import Glibc
import PipelineModel

/// A Python that was found. Its version is not known before it has been started.
package struct FoundPython: Hashable, Sendable {
  package let path: String
}

package struct PythonSearch: Sendable {
  private let environment: [String: String]
  /// In and above which `.python-version` is looked for.
  private let folder: String

  package init(environment: [String: String], folder: String) {
    self.environment = environment
    self.folder = folder
  }

  /// - Parameter runtime: such as `python3.12`.
  /// - Returns: that Python, or else the person's `python3`; its version must be asked for.
  package func python(for runtime: String) -> FoundPython? {
    exactPython(runtime) ?? anyPython
  }

  /// The Python that a path or a name means.
  package func python(named name: String) -> FoundPython? {
    if name.utf8.contains(UInt8(ascii: "/")) {
      return kind(of: name) == nil ? nil : FoundPython(path: name)
    }
    return exactPython(name)
  }

  /// The person's `python3`, or the newest that a version manager keeps.
  package var anyPython: FoundPython? {
    let found = program("python3") { path in
      (path.hasPrefix(pyenvRoot + "/shims/") ? selectedByPyenv : nil) ?? throughShim(path)
    }
    return found ?? PythonRuntime.names.lazy.compactMap(managedPython).first
  }

  private func exactPython(_ name: String) -> FoundPython? {
    program(name) { _ in nil } ?? managedPython(name) ?? program(name, throughShim)
  }

  // MARK: PATH

  private enum Kind { case binary, script }

  /// `nil` when it can't be executed.
  private func kind(of path: String) -> Kind? {
    guard access(path, X_OK) == 0 else { return nil }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return .binary }
    defer { close(file) }
    var start: [UInt8] = [0, 0]
    return read(file, &start, 2) == 2 && start == Array("#!".utf8) ? .script : .binary
  }

  /// The first program of this name on PATH; scripts are looked through, or passed over.
  private func program(_ name: String, _ lookThrough: (String) -> FoundPython?) -> FoundPython? {
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      let path = "\(folder)/\(name)"
      switch kind(of: path) {
      case .binary: return FoundPython(path: path)
      case .script: if let found = lookThrough(path) { return found }
      case nil: break
      }
    }
    return nil
  }

  // MARK: Version managers

  private var home: String { environment["HOME"] ?? "" }
  private var dataFolder: String { environment["XDG_DATA_HOME"] ?? home + "/.local/share" }
  private var pyenvRoot: String { environment["PYENV_ROOT"] ?? home + "/.pyenv" }
  private var pyenvVersions: String { pyenvRoot + "/versions" }

  /// The folders in which version managers keep one folder for each version.
  private var versionFolders: [String] {
    [
      pyenvVersions, environment["UV_PYTHON_INSTALL_DIR"] ?? dataFolder + "/uv/python",
      (environment["ASDF_DATA_DIR"] ?? home + "/.asdf") + "/installs/python",
      (environment["MISE_DATA_DIR"] ?? dataFolder + "/mise") + "/installs/python",
    ]
  }

  /// The newest patch of a version such as `python3.12` that a version manager keeps.
  private func managedPython(_ name: String) -> FoundPython? {
    for folder in versionFolders {
      let found = names(in: folder).compactMap { version -> (patch: [Int], path: String)? in
        let path = "\(folder)/\(version)/bin/\(name)"
        return kind(of: path) == .binary ? (Self.numbers(in: version), path) : nil
      }
      let newest = found.max { $0.patch.lexicographicallyPrecedes($1.patch) }
      if let newest { return FoundPython(path: newest.path) }
    }
    return nil
  }

  private static func numbers(in version: String) -> [Int] {
    version.split { !$0.isNumber }.compactMap { Int($0) }
  }

  /// What pyenv's shim would start here: by `PYENV_VERSION`, the nearest `.python-version`, or the
  /// global version.
  private var selectedByPyenv: FoundPython? {
    let wanted =
      environment["PYENV_VERSION"] ?? versionFile ?? readText(pyenvRoot + "/version")
    for word in (wanted ?? "").split(whereSeparator: { $0.isWhitespace || $0 == ":" }) {
      let parts = Self.numbers(in: String(word))
      let exact = "\(pyenvVersions)/\(word)/bin/python3"
      if kind(of: exact) == .binary { return FoundPython(path: exact) }
      // A prefix, as in 3.11, means the newest that begins with it.
      let newest = names(in: pyenvVersions).filter { $0.hasPrefix("\(word).") }.max {
        Self.numbers(in: $0).lexicographicallyPrecedes(Self.numbers(in: $1))
      }
      if !parts.isEmpty, let newest {
        return FoundPython(path: "\(pyenvVersions)/\(newest)/bin/python3")
      }
    }
    return nil
  }

  private var versionFile: String? {
    var folder = folder[...]
    while true {
      if let text = readText("\(folder)/.python-version") { return text }
      guard let slash = folder.lastIndex(of: "/") else { return nil }
      folder = folder[..<slash]
    }
  }

  private func readText(_ path: String) -> String? {
    readFile(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Asks a script which interpreter it starts; `nil` when it starts none.
  private func throughShim(_ path: String) -> FoundPython? {
    let answer = output(
      of: [path, "-c", "import sys; print(sys.executable)"], environment: environment,
      seconds: 5)
    guard let answer else { return nil }
    let executable = String(decoding: answer, as: UTF8.self).filter { $0 != "\n" }
    return kind(of: executable) == .binary ? FoundPython(path: executable) : nil
  }
}

extension PythonRuntime {
  /// The newest first.
  fileprivate static var names: [String] { all.map(\.name) }
}
