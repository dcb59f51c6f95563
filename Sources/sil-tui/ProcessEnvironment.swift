// The variables that this process was started with.

import CPosix
import Glibc

/// The variables of this process's environment.
func environment() -> [String: String] {
  var variables: [String: String] = [:]
  guard var entry = cposix_environment() else { return variables }
  while let text = entry.pointee {
    let parts = String(cString: text).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
    entry += 1
  }
  return variables
}

/// One of them; `nil` when it is not there.
func environmentVariable(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}
