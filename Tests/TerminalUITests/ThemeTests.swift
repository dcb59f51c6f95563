import Diagnostics
import Glibc
import TerminalInterface
import Testing

@testable import TerminalUI

struct ThemeTests {
  /// Relative luminance after WCAG 2.2; of the terminal's own colours nothing is known.
  func luminance(_ color: Color) throws -> Double {
    let value = try #require(color.rgbValue, "a colour that is not known")
    let parts = [16, 8, 0].map { shift -> Double in
      let part = Double(value >> UInt32(shift) & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// x to the power of 2.4 = x² · x^(2/5), the fifth root by Newton's method.
  func power(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    var root = 1.0
    for _ in 0..<60 {
      root -= (root * root * root * root * root - x * x) / (5 * root * root * root * root)
    }
    return x * x * root
  }

  func contrast(_ one: Color, _ other: Color) throws -> Double {
    let values = [try luminance(one), try luminance(other)].sorted()
    return (values[1] + 0.05) / (values[0] + 0.05)
  }

  /// Themes with colours of their own.
  static let colored = Theme.builtIn.map(\.name).filter { $0 != "mono" }

  @Test(arguments: colored)
  func `what people read has a contrast of 4.5 to 1`(name: String) throws {
    let theme = try #require(Theme.builtIn(name))
    for role in StyleRole.allCases where role.isText {
      let ratio = try contrast(theme[role].foreground, theme[role].background)
      #expect(ratio >= 4.5, "\(name): \(role.name) has \(ratio):1")
    }
  }

  @Test func `the theme for high contrast has at least 7 to 1`() throws {
    let theme = try #require(Theme.builtIn("high-contrast"))
    for role in StyleRole.allCases where role.isText {
      let ratio = try contrast(theme[role].foreground, theme[role].background)
      #expect(ratio >= 7, "\(role.name) has \(ratio):1")
    }
  }

  @Test func `the theme without colour has none`() throws {
    let theme = try #require(Theme.builtIn("mono"))
    for role in StyleRole.allCases {
      #expect(theme[role].foreground == .terminal && theme[role].background == .terminal)
    }
    let states: [StyleRole] = [.box, .boxSelected, .boxMarked, .boxGhost, .boxProblem]
    #expect(Set(states.map { theme[$0] }).count == states.count)
    #expect(theme[.diffAdded] != theme[.diffRemoved] && theme[.formValue] != theme[.formCurrent])
  }

  /// How the eye sees a colour without the receptors for long, middle or short waves: after Viénot,
  /// Brettel, Mollon, Color Research 24(4), 1999, on linear light; the third by leaving blue out.
  func seen(_ color: Color, lacking receptor: Int) throws -> [Double] {
    let value = try #require(color.rgbValue)
    let light = [16, 8, 0].map { shift -> Double in
      let part = Double(value >> UInt32(shift) & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055)
    }
    switch receptor {
    case 0:
      let mixed = 0.11238 * light[0] + 0.88762 * light[1]
      return [mixed, mixed, 0.00401 * (light[0] - light[1]) + light[2]]
    case 1:
      let mixed = 0.29275 * light[0] + 0.70725 * light[1]
      return [mixed, mixed, -0.02234 * (light[0] - light[1]) + light[2]]
    default: return [light[0], light[1], (light[0] + light[1]) / 2]
    }
  }

  @Test(arguments: 0...2)
  func `good and bad differ for every eye`(receptor: Int) throws {
    let theme = try #require(Theme.builtIn("color-blind"))
    let pairs: [(StyleRole, StyleRole)] = [
      (.statusGood, .statusBad), (.statusUnsaved, .statusGood), (.diffAdded, .diffRemoved),
      (.problemError, .statusGood), (.boxSelected, .boxProblem), (.boxSelected, .boxMarked),
    ]
    for (one, other) in pairs {
      let (a, b) = (
        try seen(theme[one].foreground, lacking: receptor),
        try seen(theme[other].foreground, lacking: receptor)
      )
      let distance = zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
      #expect(distance > 0.02, "\(one.name) and \(other.name): \(distance)")
    }
  }

  @Test(arguments: colored)
  func `borders and lines can be seen`(name: String) throws {
    let theme = try #require(Theme.builtIn(name))
    for role in [StyleRole.edge, .edgeSelected, .borderFocused] {
      #expect(try contrast(theme[role].foreground, theme[role].background) >= 3, "\(role.name)")
    }
  }

  @Test func `black on white has a contrast of 21`() throws {
    #expect(abs(try contrast(.rgb(0, 0, 0), .rgb(255, 255, 255)) - 21) < 0.001)
    #expect(abs(try contrast(.rgb(0x76, 0x76, 0x76), .rgb(255, 255, 255)) - 4.54) < 0.01)
  }

  @Test func `names of roles are there once`() {
    #expect(Set(StyleRole.allCases.map(\.name)).count == StyleRole.allCases.count)
  }

  @Test func `every fallback ends at text`() {
    for role in StyleRole.allCases {
      var seen: Set<StyleRole> = []
      var current: StyleRole? = role
      while let next = current, seen.insert(next).inserted { current = next.fallback }
      #expect(seen.contains(.text) && current == nil)
    }
  }

  func read(_ text: String) -> (theme: Theme?, codes: [String]) {
    let (theme, diagnostics) = ThemeFile.read(Array(text.utf8))
    return (theme, diagnostics.map(\.code))
  }

  @Test func `what a theme leaves out comes from a more general meaning`() throws {
    let theme = try #require(
      read(
        """
        text: {fg: white, bg: 17}
        box: {bold: true}
        box.marked: {fg: "#102030", bold: false, underline: true}
        """
      ).theme)
    #expect(
      theme[.boxSelected]
        == Style(foreground: .palette(7), background: .palette(17), attributes: .bold))
    #expect(
      theme[.boxMarked]
        == Style(
          foreground: .rgb(16, 32, 48), background: .palette(17), attributes: .underline))
    #expect(theme[.footer] == theme[.text])
  }

  @Test(arguments: [
    ("text: {fg: reddish}", "theme-color"), ("text: {fg: 256}", "theme-color"),
    ("text: {fg: \"#12345\"}", "theme-color"), ("text: {fg: \"#+12345\"}", "theme-color"),
    ("text: {fgg: red}", "theme-key"), ("txt: {fg: red}", "theme-role"),
    ("text: red", "theme-look"), ("- red", "theme"), ("text: {bold: 1}", "theme-attribute"),
  ])
  func `what can't be a theme is refused`(text: String, code: String) {
    let (theme, codes) = read(text)
    #expect(theme == nil)
    #expect(codes == [code])
  }

  @Test func `a file without a line is the terminal's own look`() {
    #expect(read("# nothing\n").theme?[.boxSelected] == .plain)
  }

  @Test func `every file of the folder is a theme that is compiled in`() throws {
    let folder =
      "/" + "\(#filePath)".split(separator: "/").dropLast(3).joined(separator: "/") + "/Themes"
    let directory = try #require(opendir(folder))
    defer { closedir(directory) }
    var names: Set<String> = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".yaml") { names.insert(String(name.dropLast(5))) }
    }
    #expect(names == Set(Theme.builtIn.map(\.name)))
  }
}
