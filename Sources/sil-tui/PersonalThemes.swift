// Themes in the person's configuration folder (XDG base directory specification), before those that
// are compiled in. Files are read when they are asked for.

import Diagnostics
import Glibc
import Storage
import TerminalUI

enum PersonalThemes {
  static let shelf = ThemeShelf(names: { names() }, theme: { read($0) })

  /// Built-in ones first, each name once.
  static func names() -> [String] {
    let builtIn = Theme.builtIn.map(\.name)
    return builtIn + own().filter { !builtIn.contains($0) }
  }

  /// The person's file of that name, when there is one.
  static func path(of name: String) -> String? {
    guard let folder, !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else { return nil }
    let path = "\(folder)/\(name).yaml"
    return access(path, F_OK) == 0 ? path : nil
  }

  /// The text of a theme; `nil` when there is none of that name, or it can't be read.
  static func file(of name: String) -> [UInt8]? {
    guard let path = path(of: name) else { return Theme.builtIn.first { $0.name == name }?.file }
    do {
      return try FileStore(copiesFolder: "").read(path).bytes
    } catch {
      return nil
    }
  }

  private static func read(_ name: String) -> Result<Theme, ThemeShelf.Refused> {
    guard let path = path(of: name) else {
      guard let theme = Theme.builtIn(name) else {
        return .failure(ThemeShelf.Refused(text: ThemeShelf.noTheme(name, names())))
      }
      return .success(theme)
    }
    do {
      let bytes = try FileStore(copiesFolder: "").read(path).bytes
      let (theme, diagnostics) = ThemeFile.read(bytes)
      if let theme { return .success(theme) }
      let wrong = diagnostics.first(where: \.isError)
      let text =
        wrong.map { "\(lineNote(of: $0, in: bytes))\($0.message): \($0.mend)" } ?? "not a theme"
      return .failure(ThemeShelf.Refused(text: "\(path): \(text)"))
    } catch {
      return .failure(ThemeShelf.Refused(text: "\(path): \(error.message): \(error.mend)"))
    }
  }

  private static var folder: String? { configurationFolder.map { $0 + "/themes" } }

  private static func own() -> [String] {
    guard let folder, let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".yaml"), !name.hasPrefix(".") { names.append(String(name.dropLast(5))) }
    }
    return names.sorted()
  }
}

/// Where a person's own themes and keys lie.
var configurationFolder: String? {
  func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee == UInt8(ascii: "/") else { return nil }
    return String(cString: value)
  }
  if let folder = variable("XDG_CONFIG_HOME") { return folder + "/sil-tui" }
  return variable("HOME").map { $0 + "/.config/sil-tui" }
}

/// "line 3: ", or nothing when that is not known.
func lineNote(of diagnostic: Diagnostic, in bytes: [UInt8]) -> String {
  guard case .bytes(let range)? = diagnostic.place else { return "" }
  return "line \(bytes.prefix(range.lowerBound).count { $0 == 0x0A } + 1): "
}
