// The file behind a session: how it was found, what it names beside it, and how it is saved.

import Diagnostics
import EditorCore
import Glibc
import PipelineFile
import PipelineModel
import Storage

struct OpenDocument {
  /// As the person gave it.
  let path: String
  private(set) var file: SilFile
  private(set) var pipeline: Pipeline
  private(set) var problems: [Diagnostic]
  var surroundings: Surroundings
  /// Grows whenever the files beside the document were looked at.
  private(set) var looks = 0
  /// The revision whose files were looked at.
  private var namesLookedAt = -1
  /// What was last read or written; `nil` while there is no file.
  private(set) var fingerprint: FileFingerprint?
  private let store: FileStore

  /// Opens the file, or begins a new one when there is none.
  init(_ path: String) throws(FileError) {
    self.path = path
    store = FileStore(copiesFolder: stateFolder() + "/copies")
    do {
      let (bytes, fingerprint) = try store.read(path)
      (file, pipeline, problems) = SilFile.read(bytes)
      self.fingerprint = fingerprint
    } catch .missing {
      file = SilFile.empty
      pipeline = Pipeline(name: nameOfPipeline(in: path))
      problems = []
    } catch {
      throw error
    }
    surroundings = Surroundings(
      files: PipelineLoader.files(namedBy: pipeline, beside: path),
      durations: durationsOfEarlierRuns(of: path),
      nearbyFiles: nearbyFiles(in: folder(of: path)))
  }

  /// The last part of the path.
  var name: String { String(path.split(separator: "/").last ?? Substring(path)) }

  /// Why it can't be changed, or `nil`.
  var refusal: String? {
    if !file.isUnderstood {
      return "not all of \(name) is understood; its problems say what mends it"
    }
    if fingerprint != nil, access(path, W_OK) != 0 { return "\(name) may not be written" }
    return nil
  }

  /// The text of the file when it says what the session does.
  func text(of editor: Editor) throws(SaveFailure) -> [UInt8] {
    do throws(WriteError) {
      return try file.with(editor.history.typedText).bytes(saying: editor.pipeline)
    } catch {
      throw SaveFailure(text: error.text, reason: nil)
    }
  }

  /// Writes what the session says now. - Returns: how many bytes the file has.
  ///
  /// - Parameter overwriting: writes whatever is on the disk.
  mutating func save(_ editor: Editor, overwriting: Bool = false) throws(SaveFailure) -> Int {
    let bytes = try text(of: editor)
    let expected: ExpectedFile = fingerprint.map { .version($0) } ?? .nothing
    do {
      fingerprint = try store.save(bytes, to: path, expecting: overwriting ? .anything : expected)
      return bytes.count
    } catch {
      throw SaveFailure(text: "not saved: \(error.message) — \(error.mend)", reason: error)
    }
  }

  /// Writes a copy into another file. - Returns: how many bytes it has.
  ///
  /// - Parameter overwriting: whether the file may be there already.
  func saveCopy(_ editor: Editor, to path: String, overwriting: Bool) throws(SaveFailure) -> Int {
    let bytes = try text(of: editor)
    do {
      _ = try store.save(bytes, to: path, expecting: overwriting ? .anything : .nothing)
      return bytes.count
    } catch .exists {
      throw SaveFailure(
        text: "not saved: there is a file \(path) already — :w! \(path) overwrites it", reason: nil)
    } catch {
      throw SaveFailure(text: "not saved: \(error.message) — \(error.mend)", reason: error)
    }
  }

  // MARK: What is on the disk

  /// Whether the disk still says what was last read or written.
  var isUnchangedOnDisk: Bool {
    guard let fingerprint else { return access(path, F_OK) != 0 }
    return store.isUnchanged(path, since: fingerprint)
  }

  /// What the disk says now; `nil` when there is no file.
  func readAgain() throws(FileError) -> (bytes: [UInt8], fingerprint: FileFingerprint)? {
    do {
      return try store.read(path)
    } catch .missing {
      return nil
    } catch {
      throw error
    }
  }

  /// The file is gone from the disk: saving makes it anew.
  mutating func forgetFile() { fingerprint = nil }

  /// What is written from now on is patched into this text.
  mutating func take(_ file: SilFile, _ fingerprint: FileFingerprint?, _ problems: [Diagnostic]) {
    self.file = file
    self.fingerprint = fingerprint
    self.problems = problems
  }

  /// Looks anew at every file beside the document.
  mutating func refreshFiles(_ editor: Editor) {
    surroundings.files = PipelineLoader.files(namedBy: editor.pipeline, beside: path)
    surroundings.nearbyFiles = nearbyFiles(in: folder(of: path))
    looks += 1
  }

  /// Takes in how long steps took in a run that has ended.
  mutating func refreshDurations() { surroundings.durations = durationsOfEarlierRuns(of: path) }

  /// Looks at files that were not named before. - Returns: whether there were any.
  mutating func refreshNewFiles(_ editor: Editor) -> Bool {
    guard namesLookedAt != editor.revision else { return false }
    namesLookedAt = editor.revision
    guard editor.pipeline.namedFiles.contains(where: { surroundings.files[$0] == nil }) else {
      return false
    }
    refreshFiles(editor)
    return true
  }
}

/// Why a file was not saved, and what mends it.
struct SaveFailure: Error {
  let text: String
  /// What the disk said; `nil` when no text could be composed.
  let reason: FileError?
}

/// The file's name without its ending, made a name that a state machine may have.
func nameOfPipeline(in path: String) -> String {
  let file = path.split(separator: "/").last ?? ""
  let stem = file.hasSuffix(".sil") ? file.dropLast(4) : file
  let name = String(
    stem.unicodeScalars.map { scalar -> Character in
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain || scalar == "-" || scalar == "_" ? Character(scalar) : "-"
    }.prefix(80))
  return name.isEmpty ? "pipeline" : name
}

/// Where the program keeps what it needs between sessions (XDG base directory specification).
func stateFolder() -> String {
  func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee == UInt8(ascii: "/") else { return nil }
    return String(cString: value)
  }
  if let folder = variable("XDG_STATE_HOME") { return folder + "/sil-tui" }
  return (variable("HOME") ?? "/tmp") + "/.local/state/sil-tui"
}
