// Lambda's Python runtimes. Dates as published in July 2026 (Lambda developer guide, "Runtimes");
// AWS has moved such dates before, so they make warnings and never errors.

package struct PythonRuntime: Hashable, Sendable {
  package let name: String
  /// From when Lambda takes no new functions with it; `nil` when no date is published.
  package let createBlocked: String?

  package static let all: [PythonRuntime] = [
    PythonRuntime(name: "python3.14", createBlocked: nil),
    PythonRuntime(name: "python3.13", createBlocked: "2029-07-31"),
    PythonRuntime(name: "python3.12", createBlocked: "2028-11-30"),
    PythonRuntime(name: "python3.11", createBlocked: "2027-07-31"),
    PythonRuntime(name: "python3.10", createBlocked: "2026-11-30"),
    PythonRuntime(name: "python3.9", createBlocked: "2026-08-31"),
    PythonRuntime(name: "python3.8", createBlocked: "2026-08-31"),
  ]

  package static func named(_ name: String) -> PythonRuntime? { all.first { $0.name == name } }
}
