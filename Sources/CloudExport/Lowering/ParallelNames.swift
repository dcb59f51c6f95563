// What a Parallel state is called: after what its branches begin with.

extension FreeNames {
  /// "b and c", "b, c and d", "b, c and 3 more"; shorter where that is too long.
  ///
  /// - Parameter firsts: the first step of each branch; two or more.
  mutating func takeParallelName(_ firsts: [String]) -> String {
    var wishes: [String] = []
    if firsts.count == 3 { wishes.append("\(firsts[0]), \(firsts[1]) and \(firsts[2])") }
    if firsts.count == 2 {
      wishes.append("\(firsts[0]) and \(firsts[1])")
    } else {
      wishes.append("\(firsts[0]), \(firsts[1]) and \(firsts.count - 2) more")
    }
    let rest = " and \(firsts.count - 1) more"
    wishes.append(firsts[0] + rest)
    let short = firsts[0].prefix(scalars: Self.limit - rest.unicodeScalars.count - 1) + "…" + rest
    return take(wishes.first { $0.unicodeScalars.count <= Self.limit } ?? short)
  }
}
