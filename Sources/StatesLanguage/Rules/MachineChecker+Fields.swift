// The check of an object against the table of its kind: which fields it may have, must have, and
// can't have together.

import Diagnostics

extension MachineChecker {
  /// The fields that an object has of a group.
  private struct Presence {
    var first: PlacedMember?
    var second: PlacedMember?
  }

  /// - Parameter anchor: where a missing field is reported.
  mutating func check(_ value: PlacedValue, is kind: ObjectKind, anchor: Range<Int>) {
    guard let members = value.members else {
      refuseKind(of: value, "an object")
      return
    }
    let rules = kind.rules
    var presence = [Presence](repeating: Presence(), count: rules.groups.count)
    for member in members {
      guard let row = rules.rows[ExactText(member.key)] else {
        within(.name(member.key)) { $0.refuseUnknown(member, in: kind) }
        continue
      }
      for group in row.groups {
        if let first = presence[group].first {
          let isAgain = first.key.hasSameBytes(as: member.key)
          presence[group].second = presence[group].second ?? (isAgain ? nil : member)
        } else {
          presence[group].first = member
        }
      }
      section = row.rule.section
      within(.name(member.key)) { checker in
        if let only = row.rule.language, only != checker.language, !checker.isDowngraded {
          checker.refuseLanguage(member, only)
        } else {
          checker.check(member, as: row.rule.kind)
        }
      }
    }
    for (group, presence) in zip(rules.groups, presence) {
      check(group, presence, of: kind, anchor: anchor)
    }
    checkRelations(value, kind, anchor: anchor)
  }

  private var isDowngraded: Bool { state?.isDowngraded ?? false }

  private mutating func check(
    _ group: FieldGroup, _ presence: Presence, of kind: ObjectKind, anchor: Range<Int>
  ) {
    if let first = presence.first {
      guard let second = presence.second, group.count != .atLeastOne else { return }
      refuse(
        "asl-field-exclusive", "has \(first.key) and \(second.key), which exclude each other",
        mend: "Keep one of them", at: second.keyRange, group.section)
      return
    }
    guard group.count != .atMostOne else { return }
    let names = group.names.filter { name in
      let only = kind.rules.rows[ExactText(name)]?.rule.language
      return only == nil || only == language
    }
    let list = names.joined(separator: ", ")
    let isOne = names.count == 1
    refuse(
      "asl-field-missing", isOne ? "has no \(list)" : "has none of \(list)",
      mend: isOne ? "Add \(list)" : "Add one of them", at: anchor, group.section)
  }

  private mutating func refuseUnknown(_ member: PlacedMember, in kind: ObjectKind) {
    guard !isFull else { return }
    let rules = kind.rules
    let near = Spelling.nearest(to: member.key, among: rules.rows.keys.map(\.text))
    let what = "is not a field of \(kind.title)"
    let mend = near.map { "Did you mean \($0)? Otherwise remove it" } ?? "Remove it"
    if rules.isOpen {
      doubt("asl-field-unknown", what + " that we know", mend: mend, at: member.keyRange)
    } else {
      refuse("asl-field-unknown", what, mend: mend, at: member.keyRange, .stateTypes)
    }
  }

  private mutating func refuseLanguage(_ member: PlacedMember, _ only: QueryLanguage) {
    refuse(
      "asl-field-language",
      "exists only in \(only.rawValue), and \(language.rawValue) is used here",
      mend: only == .jsonata
        ? "Set QueryLanguage to JSONata, or use the fields of JSONPath"
        : "Use Arguments, Output and expressions instead, or QueryLanguage JSONPath",
      at: member.keyRange, .queryLanguage)
  }

  mutating func refuseKind(of value: PlacedValue, _ wanted: String) {
    refuse(
      "asl-value-kind", "is \(value.kindName), not \(wanted)", mend: "Write \(wanted)",
      at: value.range)
  }
}
