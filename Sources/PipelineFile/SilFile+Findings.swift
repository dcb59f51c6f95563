// Which findings of a check stand when parts of the file were not understood: all but those that
// may only follow from such a part. Judges nothing itself.

package import Diagnostics
import YAMLSyntax

extension SilFile {
  /// What a check of the pipeline found, less what may be there but was not understood: nothing is
  /// said of a mapping or sequence as a whole when reading found a problem with it or directly in it.
  ///
  /// - Parameters:
  ///   - findings: what `Pipeline.check` says of the pipeline that was read.
  ///   - problems: what reading said; their places are bytes.
  package func standing(_ findings: [Diagnostic], beside problems: [Diagnostic]) -> [Diagnostic] {
    guard let root = document?.root else { return isUnderstood ? findings : [] }
    var unclear: Set<Range<Int>> = []
    collect(placesOfErrors(problems), in: root, &unclear)
    return findings.filter { finding in
      guard case .key(let keys, line: nil)? = finding.place,
        let node = node(at: keys, from: root)
      else { return true }
      return !unclear.contains(node.range)
    }
  }

  private func placesOfErrors(_ problems: [Diagnostic]) -> [Range<Int>] {
    problems.compactMap { problem in
      guard problem.isError, case .bytes(let range)? = problem.place else { return nil }
      return range
    }.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Finds the smallest mapping or sequence around each place.
  ///
  /// - Parameter places: by their start, all in the node.
  /// - Complexity: O(places × depth + children of the nodes that hold one).
  private func collect(
    _ places: [Range<Int>], in node: YAMLNode, _ containers: inout Set<Range<Int>>
  ) {
    var rest = places[...]
    var isDirect = false
    func take(_ child: YAMLNode) {
      guard child.isMapping || child.isSequence else { return }
      var inner: [Range<Int>] = []
      while let place = rest.first, place.lowerBound < child.range.upperBound {
        if child.range == place { containers.insert(place) }
        if child.range.encloses(place) { inner.append(place) } else { isDirect = true }
        rest = rest.dropFirst()
      }
      if !inner.isEmpty { collect(inner, in: child, &containers) }
    }
    for entry in node.entries where !rest.isEmpty { take(entry.value) }
    for item in node.items where !rest.isEmpty { take(item) }
    if isDirect || !rest.isEmpty { containers.insert(node.range) }
  }

  private func node(at keys: [DocumentKey], from root: YAMLNode) -> YAMLNode? {
    var node = root
    for key in keys {
      switch key {
      case .name(let name):
        guard let index = node.index(ofKey: name) else { return nil }
        node = node.entries[node.entries.startIndex + index].value.resolved
      case .index(let index):
        guard node.items.indices.contains(index) else { return nil }
        node = node.items[node.items.startIndex + index].resolved
      }
    }
    return node
  }
}

extension Range<Int> {
  fileprivate func encloses(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound && self != other
  }
}
