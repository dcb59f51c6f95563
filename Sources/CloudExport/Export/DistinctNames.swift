// Names that AWS or a file system limits: cut to their length, and all different.

/// Gives each wish a name of at most `limit` bytes that no other one has.
///
/// A wish that fits stays what it is. A longer one keeps its beginning and ends with `_` and eight
/// digits of its SHA-256; should two still meet, the later gets a number.
///
/// - Parameters:
///   - wishes: ASCII, all different.
///   - foldsCase: whether `a` and `A` count as one name, as some file systems have it.
func distinctNames(_ wishes: [String], limit: Int, foldsCase: Bool = false) -> [String] {
  var taken: Set<String> = []
  func claim(_ name: String) -> Bool { taken.insert(foldsCase ? name.lowercased() : name).inserted }
  var names = wishes.map { wish in wish.utf8.count <= limit && claim(wish) ? wish : nil }
  for (index, wish) in wishes.enumerated() where names[index] == nil {
    var name = shortened(wish, limit: limit)
    var number = 2
    while !claim(name) {
      let ending = "_\(number)"
      name = String(shortened(wish, limit: limit).prefix(limit - ending.count)) + ending
      number += 1
    }
    names[index] = name
  }
  return names.compactMap(\.self)
}

/// - Parameter name: ASCII.
func shortened(_ name: String, limit: Int) -> String {
  guard name.utf8.count > limit else { return name }
  return name.prefix(limit - 9) + "_" + SHA256.digest(of: Array(name.utf8)).prefix(8)
}
