// The person's own editor on a step's code or on the whole file, and what comes back from it.

import CursesTerminal
import EditorCore
import Glibc
import PipelineModel
import Storage
import TerminalUI

extension Workbench {
  /// A step's code: its file, or its inline code in a file made for the purpose.
  ///
  /// - Parameter line: where to begin, from 1.
  func editCode(of id: StepID, at line: Int? = nil) -> Bool {
    guard let step = app.editor.pipeline[id] else { return false }
    if step.fields[.code] == nil, let source = step.fields[.source]?.text {
      let path = source.hasPrefix("/") ? source : folder(of: document.path) + source
      return open(path, at: line) { [unowned self] in
        document.refreshFiles(app.editor)
        app.editor.learn(document.surroundings)
        tell(.info("\(source) was looked at again"))
      }
    }
    let text = Array((step.fields[.code]?.text ?? "").utf8)
    guard let copy = makeCopy(text, named: "\(fileName(for: step.name)).py") else { return false }
    return open(copy.path, at: line) { [unowned self] in takeCode(copy, before: text, for: id) }
  }

  private func takeCode(_ copy: EditedCopy, before: [UInt8], for id: StepID) {
    defer { copy.remove() }
    do {
      let after = try FileStore(copiesFolder: "").read(copy.path).bytes
      guard after != before else { return tell(.info("the code is as it was")) }
      try app.editor.setCode(of: id, to: after)
    } catch let error as FileError {
      tell(.error("the code was not taken: \(error.message) — \(error.mend)"))
    } catch let refusal as Refusal {
      tell(.error(refusal.text))
    } catch {
      preconditionFailure("an error of no known kind: \(error)")
    }
  }

  /// The file itself, which is read again afterwards.
  func editFile() -> Bool {
    guard document.fingerprint != nil else {
      tell(.warning("there is no file \(document.name) yet: save it first"))
      return false
    }
    return open(document.path, at: nil) { [unowned self] in
      if document.isUnchangedOnDisk {
        tell(.info("\(document.name) is as it was"))
      } else {
        _ = reload()
      }
    }
  }

  // MARK: Handing over

  private func open(_ path: String, at line: Int?, then done: @escaping () -> Void) -> Bool {
    guard let input else { return false }
    keepRecords()
    safety.flush()
    do {
      try input.handOver(to: .editor(opening: path, at: line)) { [unowned self] end in
        switch end {
        case .exited(code: 0): done()
        case .exited(let code):
          tell(.warning("the editor ended with code \(code); nothing was taken"))
        case .killed(let signal):
          tell(.warning("the editor was ended by signal \(signal); nothing was taken"))
        }
      }
      return true
    } catch {
      tell(.error("\(error.message) — \(error.mend)"))
      return false
    }
  }

  private func makeCopy(_ text: [UInt8], named name: String) -> EditedCopy? {
    do {
      return try EditedCopy(text, named: name)
    } catch {
      tell(.error("there is no room for a copy: \(error.message) — \(error.mend)"))
      return nil
    }
  }

  /// A step's name as a file's: what a shell or a folder would read is replaced.
  private func fileName(for name: String) -> String {
    let safe = name.unicodeScalars.prefix(40).map { scalar -> Character in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
        || scalar == "-" ? Character(scalar) : "_"
    }
    return safe.isEmpty ? "step" : String(safe)
  }
}

/// A text in a folder of its own that nobody else may read, for another program to change.
private struct EditedCopy {
  let path: String
  private let folder: String

  init(_ text: [UInt8], named name: String) throws(FileError) {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((base + "/sil-tui-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .failed(
        path: base, doing: "making a folder in", reason: String(cString: strerror(errno)))
    }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = folder + "/" + name
    _ = try FileStore(copiesFolder: "").save(text, to: path, expecting: .nothing)
  }

  /// Removes the folder with whatever the other program left in it.
  func remove() {
    if let entries = opendir(folder) {
      while let entry = readdir(entries) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != "." && name != ".." { unlink(folder + "/" + name) }
      }
      closedir(entries)
    }
    rmdir(folder)
  }
}
