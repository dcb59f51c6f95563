// The themes that a session can choose from: those that are compiled in and those of the person.
// Where the person's lie and how they are read is the shell's.

import EditorCore

package struct ThemeShelf: Sendable {
  /// Names, the one that is taken unasked first.
  package let names: @Sendable () -> [String]
  /// The theme of a name, or in one line why there is none.
  package let theme: @Sendable (String) -> Result<Theme, Refused>

  package struct Refused: Error, Hashable, Sendable {
    package let text: String
    package init(text: String) { self.text = text }
  }

  package init(
    names: @escaping @Sendable () -> [String],
    theme: @escaping @Sendable (String) -> Result<Theme, Refused>
  ) {
    self.names = names
    self.theme = theme
  }

  package static let builtIn = ThemeShelf(
    names: { Theme.builtIn.map(\.name) },
    theme: { name in
      Theme.builtIn(name).map { .success($0) }
        ?? .failure(Refused(text: noTheme(name, Theme.builtIn.map(\.name))))
    })

  package static func noTheme(_ name: String, _ names: [String]) -> String {
    "there is no theme \(name): choose \(names.joined(separator: ", "))"
  }
}

extension App {
  /// Shows everything in another theme, or says why not.
  mutating func wear(_ name: String) {
    switch themes.theme(name) {
    case .success(let other):
      (theme, themeName) = (other, name)
      editor.message = .info("theme \(name)")
    case .failure(let refused): editor.message = .warning(refused.text)
    }
  }

  mutating func wearNextTheme() {
    let names = themes.names()
    let place = names.firstIndex(of: themeName) ?? -1
    if !names.isEmpty { wear(names[(place + 1) % names.count]) }
  }
}
