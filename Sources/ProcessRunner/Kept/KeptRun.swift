// One kept run, read from its folder. Writes nothing.

import CPosix
import Glibc
package import RunScheduler
package import StatesLanguage

package struct KeptRun: Hashable, Sendable {
  /// The time of its start, and what tells it from others of that moment.
  package let id: String
  package let folder: String

  package struct Summary: Hashable, Sendable {
    /// Seconds since 1970.
    package let started: Double
    /// `nil` while it goes on, or when the program was ended before it was over.
    package let status: RunStatus?
    package let seconds: Double?
    /// How many steps ended in each way.
    package let succeeded, failed, skipped, reused: Int
  }

  /// `nil` when the folder is not whole.
  package var summary: Summary? {
    guard let head = readJSON(folder + "/run.json"), let started = head["started"]?.double else {
      return nil
    }
    func count(_ key: String) -> Int { head["steps"]?[key]?.integer ?? 0 }
    return Summary(
      started: started, status: head["status"]?.string.flatMap { RunStatus(rawValue: $0) },
      seconds: head["seconds"]?.double, succeeded: count("succeeded"), failed: count("failed"),
      skipped: count("skipped"), reused: count("reused"))
  }

  /// Whether a process still writes to it.
  package var isGoingOn: Bool {
    let file = open(folder + "/run.json", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return cposix_lock(file) != 0
  }

  /// Whether it ran some steps only.
  var isPart: Bool { readJSON(folder + "/run.json")?["part"]?.bool ?? false }

  /// What was told of it, without what was printed: the objects of `run --json`.
  package var events: [JSON] { readJSONLines(folder + "/events.jsonl") }

  /// What each attempt of each step was called with: `{"step", "attempt", "key", "input"}`.
  package var inputs: [JSON] { readJSONLines(folder + "/inputs.jsonl") }

  /// The event that a step was called with the last time, and what came of it.
  package func exchange(of step: String) -> (input: JSON?, output: JSON?) {
    let input = inputs.last { $0["step"]?.string == step }?["input"]
    let end = events.last { $0["step"]?.string == step && $0["output"] != nil }
    return (input, end?["output"])
  }

  /// The files that hold what a step printed, in the order to be read; none when it printed nothing.
  package func logFiles(of step: String) -> [String] {
    let path = "\(folder)/logs/\(RunStore.fileName(for: step, unique: step)).log"
    return [path + ".1", path].filter { access($0, R_OK) == 0 }
  }

  /// The last results by the hashes of what they depend on.
  var results: [String: JSON] {
    var keys: [String: String] = [:]
    for input in inputs {
      if let step = input["step"]?.string, let key = input["key"]?.string { keys[step] = key }
    }
    var results: [String: JSON] = [:]
    for event in events {
      if event["event"]?.string == "succeeded", let step = event["step"]?.string,
        let output = event["output"], let key = keys[step]
      {
        results[key] = output
      }
    }
    return results
  }
}
