// The themes of the folder Themes/, which are compiled in. A new file there needs its line here.

import Diagnostics

extension Theme {
  /// Names and files, the one that is taken unasked first.
  package static let builtIn: [(name: String, file: [UInt8])] = [
    ("dark", PackageResources.dark_yaml), ("light", PackageResources.light_yaml),
    ("high-contrast", PackageResources.high_contrast_yaml),
    ("color-blind", PackageResources.color_blind_yaml), ("mono", PackageResources.mono_yaml),
  ]

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
