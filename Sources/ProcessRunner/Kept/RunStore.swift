// Where runs are kept: a folder for each, the newest 20 of each pipeline file, and the newest 20 that
// ran a part of it. What such a folder holds
// is written by RunRecorder.swift and read here. Runs nothing.
//
//   STATE/runs/NAME-HASH/            of one pipeline file
//     20260131T120000.123Z-4711/     of one run, locked while it goes on
//       run.json                     {"pipeline", "file", "started", "part", "status", "seconds", "steps"}
//       events.jsonl                 what `run --json` tells, without what was printed
//       inputs.jsonl                 {"step", "attempt", "key", "input"} for each attempt
//       times.json                   {step: seconds} of the steps that succeeded
//       logs/NAME-HASH.log           what a step printed, both streams as they came

import Glibc
package import StatesLanguage

/// The kept runs of one pipeline file.
package struct RunStore: Sendable {
  package static let keptCount = 20

  /// Holds a folder for each run.
  package let folder: String
  /// As the person knows it.
  package let pipelineFile: String

  /// - Parameters:
  ///   - stateFolder: the program's, such as `~/.local/state/sil-tui`; made when it is needed.
  ///   - pipelineFile: its path; two paths of one file are one pipeline.
  package init(stateFolder: String, pipelineFile: String) {
    let path = Self.realPath(of: pipelineFile)
    let file = path.split(separator: "/").last.map(String.init) ?? "pipeline"
    let name = file.hasSuffix(".sil") ? String(file.dropLast(4)) : file
    folder = "\(stateFolder)/runs/\(Self.fileName(for: name, unique: path))"
    self.pipelineFile = pipelineFile
  }

  /// The runs, the newest first.
  package var runs: [KeptRun] {
    names(in: folder).filter { $0.utf8.first != UInt8(ascii: ".") }.sorted(by: >).map {
      KeptRun(id: $0, folder: "\(folder)/\($0)")
    }
  }

  /// How long the steps took the last time they succeeded, in seconds by step name; empty when
  /// nothing was kept. Reused results don't count.
  package var lastDurations: [String: Double] {
    var durations: [String: Double] = [:]
    for run in runs {
      for member in readJSON("\(run.folder)/times.json")?.members ?? [] {
        if let seconds = member.value.double, durations[member.key] == nil {
          durations[member.key] = seconds
        }
      }
    }
    return durations
  }

  /// Removes the oldest runs beyond those that are kept, but none that still goes on.
  func prune() {
    if runs.count <= Self.keptCount { return }
    var counts = [true: 0, false: 0]
    for run in runs {
      counts[run.isPart, default: 0] += 1
      if counts[run.isPart, default: 0] > Self.keptCount, !run.isGoingOn { removeTree(run.folder) }
    }
  }

  private static func realPath(of path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// A name for a file that people recognise and that no other has.
  static func fileName(for name: String, unique: String) -> String {
    var hash = ContentHash()
    hash.add(unique.utf8)
    let plain = name.unicodeScalars.prefix(40).map { scalar -> Character in
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || scalar == "_" ? Character(scalar) : "-"
    }
    return String(plain) + "-" + hash.finish().prefix(12)
  }
}

/// A JSON file; `nil` when it is not there or not whole.
func readJSON(_ path: String) -> JSON? {
  guard let bytes = readFile(path) else { return nil }
  do { return try JSON.parse(bytes, duplicateKeys: .lastWins) } catch { return nil }
}

/// The lines of a file that are JSON; a last one that was not written to its end is left out.
func readJSONLines(_ path: String) -> [JSON] {
  (readFile(path) ?? []).split(separator: 0x0A).compactMap { line in
    do { return try JSON.parse(Array(line), duplicateKeys: .lastWins) } catch { return nil }
  }
}

extension JSON {
  /// A number as a floating-point number.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let digits): Double(digits)
    case .null, .bool, .string, .array, .object: nil
    }
  }
}
