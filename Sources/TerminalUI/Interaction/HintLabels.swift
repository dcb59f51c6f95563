// Labels of one to three letters for things on the screen, so that a person names one by
// typing. No label is the beginning of another one. What the labels stand on is not known here.

package enum HintLabels {
  /// The order of keymap.md 3.6: what lies under the fingers first.
  package static let alphabet = Array("asdfghjklqwertyuiopzxcvbnm".unicodeScalars)

  /// So many labels, the shortest first: give them to the nearest things first.
  ///
  /// One letter each while there are enough letters; then the last letters of the alphabet
  /// become first letters of longer labels, as few as will do.
  package static func labels(_ count: Int, alphabet: [Unicode.Scalar] = alphabet) -> [String] {
    let size = alphabet.count
    precondition(size >= 2, "an alphabet of one letter has no prefix-free labels")
    var labels = alphabet.map { String(Character($0)) }
    // Splitting one label turns 1 label into `size` labels.
    while labels.count < count {
      let splits = (count - labels.count + size - 2) / (size - 1)
      let shortest = labels.lastIndex { $0.utf8.count == labels[0].utf8.count } ?? 0
      let first = max(0, shortest + 1 - splits)
      let split = labels[first...shortest]
      labels.replaceSubrange(
        first...shortest,
        with: split.flatMap { prefix in alphabet.map { prefix + String(Character($0)) } })
      labels = labels.enumerated().sorted {
        ($0.element.utf8.count, $0.offset) < ($1.element.utf8.count, $1.offset)
      }.map(\.element)
    }
    return Array(labels.prefix(count))
  }
}
