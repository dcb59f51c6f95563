// Names that nobody has yet: a wish is granted, or gets a number.

struct FreeNames {
  /// Characters (Unicode scalars) of a state's or a variable's name, at most.
  static let limit = 80
  // Two spellings of é count as one here, so that nothing depends on whether AWS tells them apart.
  private var taken: Set<String>
  private var lastNumber: [String: Int] = [:]
  /// Stands before a number.
  private let separator: String

  init(taken: some Sequence<String>, separator: String) {
    self.taken = Set(taken)
    self.separator = separator
  }

  /// Whether the name was free. It is taken now.
  mutating func claim(_ name: String) -> Bool { taken.insert(name).inserted }

  /// - Returns: `wish` cut to the limit, with a number from 2 on if that is taken.
  mutating func take(_ wish: String) -> String {
    let wish = wish.prefix(scalars: Self.limit)
    if claim(wish) { return wish }
    var number = lastNumber[wish] ?? 1
    while true {
      number += 1
      let ending = separator + String(number)
      let name = wish.prefix(scalars: Self.limit - ending.unicodeScalars.count) + ending
      if claim(name) {
        lastNumber[wish] = number
        return name
      }
    }
  }
}

extension String {
  func prefix(scalars count: Int) -> String {
    unicodeScalars.count <= count
      ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
  }
}
