// `sil-tui edit --snapshot`: draws the workbench into an SVG file. Reads the document and what the
// person has set, and writes nothing but the picture.

import EditorCore
import Glibc
import ProcessRunner
import Storage
import TerminalInterface
import TerminalUI
import VectorGraphics

struct SnapshotSession {
  let file: String
  let keys: [KeyStroke]
  let columns: Int
  let rows: Int
  let looks: PictureLooks
  /// Where the picture goes; `-` is standard output.
  let picture: String

  func run() throws {
    if isSameFile(picture, file) {
      StandardError.write("error: the picture would be written over the pipeline — name another\n")
      throw Outcome.wrongCall.exit
    }
    let document = try OpenDocument(file)
    var app = workbenchApp(document, theme: looks.first.theme, isUTF8: true)
    try app.wearPersonalKeys()
    app.themes = PersonalThemes.shelf
    var snapshot = Snapshot(app, columns: columns, rows: rows)
    snapshot.type(keys) { effect, app in
      if case .compare(let revision) = effect {
        let path = RecoveryFolder.realPath(of: file)
        let found = Result { () throws(GitFailure) in
          try GitRevision.read(path, at: revision, environment: environment())
        }
        app.compare(with: found, at: revision)
      } else {
        Snapshot.leaveOut(effect, &app)
      }
    }
    let bytes = Array(
      snapshot.picture(looks, title: "\(visible(document.name)) in sil-tui").text.utf8)
    if picture == "-" { return StandardOutput.write(bytes) }
    _ = try FileStore(copiesFolder: stateFolder() + "/copies")
      .save(bytes, to: picture, expecting: .anything)
  }

  private func isSameFile(_ first: String, _ second: String) -> Bool {
    var (one, other) = (stat(), stat())
    guard stat(first, &one) == 0, stat(second, &other) == 0 else { return false }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }
}
