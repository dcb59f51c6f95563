// Which lines of a file one edit may touch: those of the key that it names, with the comment lines
// above and inside, and the blank lines beside. All else must keep its bytes.

import PipelineModel
import YAMLSyntax

struct EditReach {
  private let bytes: [UInt8]
  private let pipeline: Pipeline
  private let root: YAMLNode?

  init(_ bytes: [UInt8], _ pipeline: Pipeline) {
    self.bytes = bytes
    self.pipeline = pipeline
    root = YAMLDocument.read(bytes).document?.root
  }

  /// What the edit changed that it should not have; `nil` when nothing.
  func violation(of edit: Edit, _ written: [UInt8]) -> String? {
    // An alias takes the place of what it repeats when that changes.
    if bytes.contains(UInt8(ascii: "*")) || bytes.contains(UInt8(ascii: "&")) { return nil }
    guard let root, root.kind == .mapping(.block), let path = path(of: edit) else { return nil }
    let (old, new) = (lines(bytes), lines(written))
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed())
      .prefix { $0 == $1 }.count
    let touched = head..<(old.count - tail)
    if touched.isEmpty { return nil }
    guard let reach = reach(of: path, in: root) else {
      // A new key: nothing but the last line end may change.
      let isLastLine = touched == old.count - 1..<old.count && bytes.last != 0x0A
      return isLastLine ? nil : "a new key changed lines \(touched)"
    }
    if touched.lowerBound >= reach.lowerBound && touched.upperBound <= reach.upperBound {
      return nil
    }
    return "lines \(touched) changed, and the key has \(reach)"
  }

  /// The keys down to what the edit changes; `nil` when it is not one key.
  private func path(of edit: Edit) -> [String]? {
    func step(_ id: StepID) -> [String] { ["steps", pipeline[id]?.name ?? ""] }
    switch edit {
    case .insertStep, .renameStep: return nil
    case .removeStep(let id): return step(id)
    case .setField(let id, let field, _): return step(id) + [field.rawValue]
    case .setDefault(let field, _): return ["defaults", field.rawValue]
    case .setPipelineField(let field, _): return [field.rawValue]
    case .insertArgument(let id, _, _), .removeArgument(let id, _): return step(id) + ["args"]
    case .insertNeed(let id, _, _), .removeNeed(let id, _): return step(id) + ["needs"]
    }
  }

  /// The lines of the last key that is there, from 0; `nil` when a block only gets a new key.
  private func reach(of path: [String], in root: YAMLNode) -> Range<Int>? {
    var node = root
    var found: Range<Int>?
    for (depth, key) in path.enumerated() {
      guard node.isMapping, let index = node.index(ofKey: key) else {
        return node.kind == .mapping(.block) ? nil : found
      }
      let entry = Array(node.entries)[index]
      // The only key of a block: the block itself goes or is opened.
      if depth == 0 || node.count > 1 || found == nil {
        found = lines(
          of: entry, isLast: index == node.count - 1, isFlow: node.kind == .mapping(.flow))
      }
      node = entry.value
    }
    return found
  }

  private func lines(of entry: YAMLNode.Entry, isLast: Bool, isFlow: Bool) -> Range<Int> {
    let all = lines(bytes)
    func line(_ offset: Int) -> Int { bytes[..<offset].count { $0 == 0x0A } }
    func isOpen(_ index: Int) -> Bool {
      let text = all[index].drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      return text.isEmpty || text.first == UInt8(ascii: "#")
    }
    var first = line(entry.key.range.lowerBound)
    let last = max(entry.key.range.upperBound, entry.value.range.upperBound)
    var end = line(last) + (last > 0 && bytes[last - 1] == 0x0A ? 0 : 1)
    while first > 0, isOpen(first - 1) { first -= 1 }
    while end < all.count, isOpen(end) { end += 1 }
    // When the last key goes, the comma or line end before it does too.
    if isLast, first > 0, isFlow || end >= all.count - 1 && bytes.last != 0x0A { first -= 1 }
    return first..<(end >= all.count - 1 ? all.count : end)
  }

  /// Without the byte order mark, which stays in front of whatever comes first.
  private func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
      .split(separator: 0x0A, omittingEmptySubsequences: false)
  }
}
