// Comparing the document with the file as git has it at a revision. Git is asked beside the loop: a
// repository may be far away.

import CursesTerminal
import EditorCore
import PipelineFile
import ProcessRunner
import Storage
import TerminalUI

/// What git gave, and for which revision.
struct ReadRevision: Sendable {
  let revision: String
  let result: Result<[UInt8], GitFailure>
}

extension Workbench {
  func compare(with revision: String) {
    let (path, variables, mailbox) = (safety.realPath, environment(), revisions)
    let isUnderWay = inBackground {
      mailbox.send(
        ReadRevision(
          revision: revision,
          result: Result { () throws(GitFailure) in
            try GitRevision.read(path, at: revision, environment: variables)
          }))
    }
    tell(
      isUnderWay
        ? .info("asking git for \(revision)") : .error("there is no thread left to ask git with"))
  }

  func take(_ read: ReadRevision) {
    app.compare(with: read.result, at: read.revision)
    requestFrame()
  }
}

extension App {
  /// Shows the difference from what git gave, or says why there is none to show.
  mutating func compare(with result: Result<[UInt8], GitFailure>, at revision: String) {
    switch result {
    case .success(let bytes):
      let (file, pipeline, _) = SilFile.read(bytes)
      guard file.isUnderstood else {
        editor.message = .warning(
          "the file at \(revision) is not understood: name another revision")
        return
      }
      editor.compare(with: editor.aligned(pipeline), revision)
    case .failure(let failure):
      editor.message = .warning("\(failure.message) — \(failure.mend)")
    }
  }
}
