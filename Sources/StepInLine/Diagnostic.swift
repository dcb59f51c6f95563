// What is wrong with a pipeline, as users of the library see it.

import Diagnostics

/// What is wrong or doubtful, where, and what mends it.
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Hashable, Sendable { case error, warning }

  /// A stable name to search by, such as `step-cycle`.
  public let code: String
  public let severity: Severity
  /// What is wrong, in one sentence without a full stop.
  public let message: String
  /// What to do about it, in one imperative sentence without a full stop.
  public let mend: String
  /// The key that it is about, from the top of a pipeline file, such as `steps.clean.args[0]`; `nil`
  /// when it is about the whole, or about a place that no key has.
  public let key: String?
  /// The bytes of the document that it is about, when it was read from one.
  public let bytes: Range<Int>?

  /// In one line.
  public var description: String {
    let place = key.map { "\($0): " } ?? ""
    return "\(place)\(severity.rawValue): \(message) — \(mend)"
  }

  public var isError: Bool { severity == .error }
}

extension Diagnostic {
  /// - Parameter range: of the place in the document that was read, if any was.
  init(_ found: Diagnostics.Diagnostic, range: (Place) -> Range<Int>? = { _ in nil }) {
    code = found.code
    severity = found.isError ? .error : .warning
    message = found.message
    mend = found.mend
    bytes = found.place.flatMap(range)
    key = found.place.flatMap(keyPath)
  }
}

private func keyPath(_ place: Place) -> String? {
  guard case .key(let keys, _) = place, !keys.isEmpty else { return nil }
  return keys.reduce(into: "") { path, key in
    switch key {
    case .name(let name): path += path.isEmpty ? name : "." + name
    case .index(let index): path += "[\(index)]"
    }
  }
}

/// A pipeline that has errors.
public struct InvalidPipeline: Error, Hashable, Sendable, CustomStringConvertible {
  /// All that was found, warnings too.
  public let diagnostics: [Diagnostic]

  /// A line for each.
  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
