// Adds entries and items to flow collections and removes them: what is between those that stay is
// put together anew from the parts of the old gaps.

extension PatchWriter {
  /// What stands between two children, without its comma.
  private struct Gap {
    /// To the end of the line: a comment there belongs to the child in front.
    var tail: [UInt8] = []
    /// From the line end on: comments there belong to the child behind.
    var lead: [UInt8] = []
    var hasComma = false

    var hasLineEnd: Bool { lead.contains(0x0A) }
    var hasTailComment: Bool { tail.contains(UInt8(ascii: "#")) }
    var hasComment: Bool { hasTailComment || lead.contains(UInt8(ascii: "#")) }

    /// The lead without comments: the last line end and the indentation.
    var bareLead: [UInt8] {
      guard var start = lead.lastIndex(of: 0x0A) else { return lead }
      if start > 0, lead[start - 1] == 0x0D { start -= 1 }
      return Array(lead[start...])
    }
  }

  /// The collection with its gaps: gap 0 is behind the bracket, gap `count` before the closing one.
  private struct FlowLayout {
    var elements: [Range<Int>]
    /// Between the brackets; the pair of `[a: b]` has none.
    var inside: Range<Int>
    var gaps: [Gap]
    var isBare: Bool
    /// The entries whose value is left out.
    var emptyValues: Set<Int>
  }

  mutating func changeFlow(
    _ collection: YAMLNode, removed: Set<Int>, insertions: [Int: [YAMLPatch.Insertion]],
    depth: Int
  ) {
    let layout = layout(of: collection)
    let count = layout.elements.count
    var left = -1
    for right in 0...count where right == count || !removed.contains(right) {
      let new = (left + 1...right).flatMap { insertions[$0] ?? [] }
      if !new.isEmpty || right > left + 1 || layout.isBare {
        let start = left < 0 ? layout.inside.lowerBound : layout.elements[left].upperBound
        let end = right == count ? layout.inside.upperBound : layout.elements[right].lowerBound
        var bytes = between(left, right, texts(of: new, in: collection), new, layout)
        if left >= 0, text.bytes[start - 1] == UInt8(ascii: ":"), bytes.first != 0x20,
          layout.emptyValues.contains(left)
        {
          // A colon right in front of a comma or brace would be part of the key.
          bytes = [0x20] + bytes
        }
        if layout.isBare, left < 0 { bytes = [UInt8(ascii: "{")] + bytes }
        if layout.isBare, right == count { bytes.append(UInt8(ascii: "}")) }
        note(start..<end, bytes, depth: depth, isOpening: layout.isBare && left < 0)
      }
      left = right
    }
  }

  private func texts(of new: [YAMLPatch.Insertion], in collection: YAMLNode) -> [[UInt8]] {
    let quotes = StyleGuide.stringStyle(in: collection)
    let keyStyle = collection.isMapping ? guide.keyStyle(in: collection) : nil
    return new.map { new in
      if let key = new.key {
        return writer.flowEntry(key, new.value, keyStyle: keyStyle, scalarStyle: quotes)
      }
      return writer.flow(new.value, scalarStyle: new.value.isStyled ? nil : quotes)
    }
  }

  /// What stands between two children that stay; -1 and `count` are the brackets.
  private func between(
    _ left: Int, _ right: Int, _ texts: [[UInt8]], _ new: [YAMLPatch.Insertion],
    _ layout: FlowLayout
  ) -> [UInt8] {
    let count = layout.elements.count
    guard count > 0 else { return inEmpty(texts, layout) }
    let isOpenLeft = left < 0
    let isCloseRight = right == count
    let after = layout.gaps[left + 1]
    let gap = layout.gaps[right]
    if texts.isEmpty, isOpenLeft, isCloseRight {
      return after.hasTailComment || gap.hasComment ? ended(after.tail, gap.lead, after) : []
    }
    let comma = [UInt8(ascii: ",")]
    var result: [UInt8] = []
    var tail = after.tail
    var hasLeft = !isOpenLeft
    for (index, text) in texts.enumerated() {
      let lead = lead(at: new[index].position, isFirst: !hasLeft, layout)
      result += (hasLeft ? comma : []) + ended(tail, lead, after) + text
      tail = []
      hasLeft = true
    }
    if isCloseRight {
      return result + (gap.hasComma && hasLeft ? comma : []) + ended(tail, gap.lead, after)
    }
    var lead = gap.lead
    if hasLeft, right == 0, !gap.hasLineEnd {
      lead = [0x20]
    } else if texts.isEmpty, !gap.hasLineEnd {
      lead = after.bareLead
    }
    return result + (hasLeft ? comma : []) + ended(tail, lead, after)
  }

  /// A tail and the lead behind it; a comment must have a line end behind it.
  private func ended(_ tail: [UInt8], _ lead: [UInt8], _ old: Gap) -> [UInt8] {
    if tail.contains(UInt8(ascii: "#")), !lead.contains(0x0A) {
      return tail + (old.hasLineEnd ? old.bareLead : text.newline)
    }
    return tail + lead
  }

  /// What stands in front of a new child, as its neighbours have it.
  private func lead(at position: Int, isFirst: Bool, _ layout: FlowLayout) -> [UInt8] {
    let first = layout.gaps[0]
    if isFirst { return first.bareLead }
    let count = layout.elements.count
    if position > 0, count > 1 { return layout.gaps[min(position, count - 1)].bareLead }
    return first.hasLineEnd ? first.bareLead : [0x20]
  }

  private func inEmpty(_ texts: [[UInt8]], _ layout: FlowLayout) -> [UInt8] {
    let inside = Array(text.bytes[layout.inside])
    let list = Array(texts.joined(separator: Array(", ".utf8)))
    if inside.contains(UInt8(ascii: "#")) { return inside + list }
    let isMapping = text.bytes[layout.inside.lowerBound - 1] == UInt8(ascii: "{")
    let padding: [UInt8] = isMapping && guide.hasPaddedBraces ? [0x20] : []
    return padding + list + padding
  }

  // MARK: Gaps

  private func layout(of collection: YAMLNode) -> FlowLayout {
    let elements: [Range<Int>] =
      collection.isMapping
      ? collection.entries.map {
        $0.key.range.lowerBound..<max($0.key.range.upperBound, $0.value.range.upperBound)
      } : collection.items.map(\.range)
    let start = collection.contentStart
    let isBare = collection.isMapping && text.bytes[start] != UInt8(ascii: "{")
    let inside =
      isBare ? start..<collection.range.upperBound : start + 1..<collection.range.upperBound - 1
    let starts = elements.map(\.lowerBound) + [inside.upperBound]
    let ends = [inside.lowerBound] + elements.map(\.upperBound)
    return FlowLayout(
      elements: elements, inside: inside, gaps: zip(ends, starts).map { gap($0..<$1) },
      isBare: isBare,
      emptyValues: Set(
        collection.entries.indices.filter { collection.entry($0).value.range.isEmpty }))
  }

  private func gap(_ range: Range<Int>) -> Gap {
    var gap = Gap()
    var offset = range.lowerBound
    var isComment = false
    var isLead = false
    while offset < range.upperBound {
      let byte = text.bytes[offset]
      if byte == 0x0A || byte == 0x0D {
        isComment = false
        isLead = true
      } else if byte == UInt8(ascii: "#"),
        offset == 0 || SourceText.isBlank(text.bytes[offset - 1])
      {
        isComment = true
      }
      if byte == UInt8(ascii: ","), !isComment {
        gap.hasComma = true
      } else if isLead {
        gap.lead.append(byte)
      } else {
        gap.tail.append(byte)
      }
      offset += 1
    }
    if !gap.hasTailComment {
      // Blanks behind a comma, with no line end: they are in front of the next child.
      if !isLead {
        gap.lead = gap.tail.drop(while: { $0 != 0x20 && $0 != 0x09 }).isEmpty ? [] : [0x20]
      }
      gap.tail = []
    }
    return gap
  }
}

extension YAMLValue {
  /// It says itself how it is to be written.
  fileprivate var isStyled: Bool {
    if case .string(_, nil) = self { false } else { true }
  }
}
