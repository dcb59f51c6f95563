// Draws for the README what `sil-tui edit --snapshot` can't: a run that goes on and a lesson. The run
// is told, not made, so that the picture has the same bytes on every machine. See .ci/gallery.

import EditorCore
import Glibc
import PipelineFile
import PipelineModel
import Storage
import TerminalInterface
import TerminalUI
import VectorGraphics

@main enum Gallery {
  /// `Gallery run|lesson FILE.sil OUT.svg`
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 4, let scene = Scene(rawValue: words[1]) else {
      print("usage: Gallery run|lesson FILE.sil OUT.svg")
      exit(2)
    }
    let picture = try scene.picture(of: words[2])
    let bytes = Array(picture.text.utf8)
    _ = try FileStore(copiesFolder: "").save(bytes, to: words[3], expecting: .anything)
  }
}

enum Scene: String {
  case run, lesson

  private var columns: Int { self == .run ? 126 : 100 }
  private var rows: Int { self == .run ? 34 : 28 }
  private var keys: String { self == .run ? "zdg/by_country<Enter>!!" : "lareport<Enter>" }

  func picture(of path: String) throws -> SVGDocument {
    let store = FileStore(copiesFolder: "")
    let (_, pipeline, _) = SilFile.read(try store.read(path).bytes)
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    var files: [String: Surroundings.FileState] = [:]
    for name in pipeline.namedFiles {
      files[name] = .text(try store.read((folder + [name[...]]).joined(separator: "/")).bytes)
    }
    guard let bright = Theme.builtIn("light"), let dark = Theme.builtIn("dark") else {
      preconditionFailure("the themes are gone")
    }
    let editor = Editor(
      pipeline, surroundings: Surroundings(files: files), definesLater: true,
      textWidth: { TerminalInterface.columns(of: $0) })
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var app = App(editor, fileName: name, theme: bright)
    if self == .lesson { app.tutor = Tutor() }
    var snapshot = Snapshot(app, columns: columns, rows: rows)
    snapshot.type(try KeyStroke.parse(keys)) { effect, app in
      if effect == .startRun { nightlyRun.begin(&app.editor) }
    }
    return snapshot.picture(
      PictureLooks(bright: bright, dark: dark), title: "\(name) in sil-tui")
  }
}
