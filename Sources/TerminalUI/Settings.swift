// What `:set` changes, for this session only: a name and what it may be.

import EditorCore
import GraphLayout

enum Setting: String, CaseIterable {
  case flow, zoom, map, hints, cua, calm, learn

  /// The setting with what it may be, in a few words.
  var summary: String {
    switch self {
    case .flow: "flow=right|down"
    case .zoom: "zoom=" + Zoom.allCases.map { "\($0)" }.joined(separator: "|")
    case .hints: "hints=LETTERS"
    case .map, .cua, .calm, .learn: rawValue + "=on|off"
    }
  }

  /// All settings in one line; those that are on or off share their values.
  static var overview: String {
    let ending = "=on|off"
    let switches = allCases.filter { $0.summary.hasSuffix(ending) }
    let others = allCases.filter { !switches.contains($0) }
    return others.map { $0.summary + " " }.joined()
      + switches.map(\.rawValue).joined(separator: "|") + ending
  }
}

extension App {
  /// Whether nothing on the screen moves by itself.
  package var isCalm: Bool {
    get { editor.view.isCalm }
    set { editor.setCalm(newValue) }
  }

  /// `name=value`, as typed behind `:set`.
  mutating func set(_ words: String) {
    let parts = words.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
    guard let setting = parts.first.flatMap({ Setting(rawValue: $0) }), parts.count == 2 else {
      editor.message = .warning(
        "set one: \(Setting.overview)")
      return
    }
    if set(setting, to: parts[1]) {
      editor.message = .info("\(setting.rawValue) is \(parts[1])")
    } else {
      editor.message = .warning("\(parts[1]) can't be: use \(setting.summary)")
    }
  }

  private mutating func set(_ setting: Setting, to value: String) -> Bool {
    switch (setting, value) {
    case (.flow, "right"): editor.setFlow(.right)
    case (.flow, "down"): editor.setFlow(.down)
    case (.zoom, _):
      guard let zoom = Zoom.allCases.first(where: { "\($0)" == value }) else { return false }
      editor.setZoom(zoom)
    case (.map, "on"): hasMinimap = true
    case (.map, "off"): hasMinimap = false
    case (.hints, _):
      // Labels are typed one key a letter; one that occurs twice would name two things.
      let letters = Array(value.unicodeScalars)
      guard letters.count >= 2, Set(letters).count == letters.count,
        letters.allSatisfy({ ("a"..."z").contains($0) || ("A"..."Z").contains($0) })
      else { return false }
      hintLetters = letters
    case (.cua, "on"):
      let plain = plainKeyMaps ?? keyMaps
      plainKeyMaps = plain
      keyMaps = plain.mapValues { $0.preceded(by: DefaultKeyMap.cua) }
    case (.cua, "off"):
      keyMaps = plainKeyMaps ?? keyMaps
      plainKeyMaps = nil
    case (.calm, "on"): isCalm = true
    case (.calm, "off"): isCalm = false
    case (.learn, "on"): lessons = lessons ?? KeyLessons()
    case (.learn, "off"): lessons = nil
    case (.flow, _), (.map, _), (.cua, _), (.calm, _), (.learn, _): return false
    }
    return true
  }
}
