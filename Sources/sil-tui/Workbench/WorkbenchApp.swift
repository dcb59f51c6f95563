// The workbench as a value, made of an open document and what the person has set: with a terminal
// around it in Workbench.swift, without one in SnapshotSession.swift.

import Diagnostics
import EditorCore
import PipelineFile
import Storage
import TerminalInterface
import TerminalUI

/// - Parameter isUTF8: whether more than ASCII and lines can be shown.
func workbenchApp(_ document: OpenDocument, theme: Theme, isUTF8: Bool) -> App {
  let editor = Editor(
    document.pipeline, fileDiagnostics: document.problems,
    misreadFile: document.file.isUnderstood ? nil : document.file,
    fileRefusal: document.refusal, surroundings: document.surroundings,
    definesLater: true, textWidth: { columns(of: $0) })
  var app = App(editor, fileName: document.name, theme: theme, isUTF8: isUTF8)
  app.fileWriter = document.file.writer
  return app
}

extension SilFile {
  /// Writes the file as saving would.
  var writer: FileWriter {
    { pipeline, typed in
      do throws(WriteError) {
        return .success(try with(typed).bytes(saying: pipeline))
      } catch {
        return .failure(.unavailable(error.text))
      }
    }
  }
}

extension App {
  /// Takes the person's own keys; the default ones hold where these can't be used.
  mutating func wearPersonalKeys() throws(FileError) {
    guard let path = PersonalKeys.usualPath, let own = try PersonalKeys(at: path) else { return }
    if let maps = own.maps {
      keyMaps = maps
    } else if let wrong = own.diagnostics.first(where: \.isError) {
      let place = lineNote(of: wrong, in: own.bytes)
      editor.message = .warning("keys.yaml \(place)\(wrong.message); the default keys hold")
    }
  }
}

/// The theme of a name; when there is none, that is told and the program ends.
func themeOrEnd(_ name: String) throws -> Theme {
  do {
    return try PersonalThemes.shelf.theme(name).get()
  } catch {
    StandardError.write("error: \(visible(error.text))\n")
    throw Outcome.wrongCall.exit
  }
}

/// How pictures look: as the theme of a name, or bright and dark as their surroundings.
func pictureLooks(_ theme: String?) throws -> PictureLooks {
  if let theme { return PictureLooks(try themeOrEnd(theme)) }
  return PictureLooks(bright: try themeOrEnd("light"), dark: try themeOrEnd("dark"))
}
