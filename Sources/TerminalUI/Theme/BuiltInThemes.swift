// The themes of the folder Themes/, which are compiled in. A new file there needs its line here.

import Diagnostics
import TerminalInterface

extension Theme {
  /// Names and files, the one that is taken unasked first.
  package static let builtIn: [(name: String, file: [UInt8])] = [
    ("dark", PackageResources.dark_yaml), ("light", PackageResources.light_yaml),
    ("high-contrast", PackageResources.high_contrast_yaml),
    ("color-blind", PackageResources.color_blind_yaml), ("warm", PackageResources.warm_yaml),
    ("mono", PackageResources.mono_yaml),
  ]

  /// Roles of text that is hard to read, with the contrast of its colours where both are known:
  /// below 4.5 to 1 (WCAG 2.2, 1.4.3).
  package var hardToRead: [(role: String, contrast: Double)] {
    StyleRole.allCases.filter(\.isText).compactMap { role in
      let style = self[role]
      guard let contrast = style.foreground.contrast(with: style.background), contrast < 4.5 else {
        return nil
      }
      return (role.name, contrast)
    }
  }

  /// `nil` when no theme has the name.
  package static func builtIn(_ name: String) -> Theme? {
    guard let (_, file) = builtIn.first(where: { $0.name == name }) else { return nil }
    let (theme, diagnostics) = ThemeFile.read(file)
    guard let theme else {
      preconditionFailure("the theme \(name) has errors: \(diagnostics.map(\.message))")
    }
    return theme
  }
}
