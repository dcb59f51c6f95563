// The changelog in users' words. Its first heading is the one place that says what version this is;
// `--version`, the manual page and the packages take it from there.

/// What CHANGELOG.md tells: `## VERSION (YEAR-MONTH-DAY)` above what each version brought, the newest
/// first.
enum Changelog {
  static var text: [UInt8] { PackageResources.CHANGELOG_md }

  /// The version of this program.
  static var version: String { words.first ?? "" }

  /// The day of this version as YEAR-MONTH-DAY.
  static var date: String {
    let bracketed = words.count > 1 ? words[1] : ""
    return String(bracketed.drop { $0 == "(" }.prefix { $0 != ")" })
  }

  /// Of the first heading.
  private static var words: [String] {
    let line = text.drop { $0 == UInt8(ascii: "#") }.prefix { $0 != 0x0A }
    return line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
  }
}
