// Entries and items of flow collections: commas, line ends and comments come out right.

import Testing
import YAMLSyntax

@Test(arguments: [
  ("[a, b, c]", 0, "[b, c]"), ("[a, b, c]", 1, "[a, c]"), ("[a, b, c]", 2, "[a, b]"),
  ("[a]", 0, "[]"),
  ("[ a , b ]", 0, "[ b ]"), ("[ a , b ]", 1, "[ a ]"), ("[a,b,c]", 1, "[a,c]"),
  ("[a, b, ]", 1, "[a, ]"),
  ("[a: b, c]", 0, "[c]"),
  ("[\n  a, # of a\n  # of b\n  b, # too\n  c # of c\n]", 1, "[\n  a, # of a\n  c # of c\n]"),
  ("[\n  a, # of a\n  b # of b\n]", 1, "[\n  a # of a\n]"),
  ("[\n  a, # of a\n  b, # of b\n]", 0, "[\n  b, # of b\n]"), ("[a, b,\n c, d]", 2, "[a, b,\n d]"),
  ("[a, b,\n c, d]", 1, "[a,\n c, d]"), ("[ # why\n  a\n]", 0, "[ # why\n]"),
])
func `an item goes with its comma`(before: String, position: Int, after: String) throws {
  try expectPatch(before, { $0.remove(at: position, from: $1) }, gives: after)
}

@Test(arguments: [
  ("[a, b]", 0, "[x, a, b]"), ("[a, b]", 1, "[a, x, b]"), ("[a, b]", 2, "[a, b, x]"),
  ("[]", 0, "[x]"),
  ("[ a ]", 1, "[ a, x ]"), ("[a,b]", 1, "[a,x,b]"), ("[a, ]", 1, "[a, x, ]"),
  ("['a']", 1, "['a', 'x']"),
  ("[\n  a, # of a\n  b # of b\n]", 2, "[\n  a, # of a\n  b, # of b\n  x\n]"),
  ("[\n  a, # of a\n  # of b\n  b,\n]", 1, "[\n  a, # of a\n  x,\n  # of b\n  b,\n]"),
  ("[\n  a,\n  b,\n]", 2, "[\n  a,\n  b,\n  x,\n]"), ("[\n  a\n]", 0, "[\n  x,\n  a\n]"),
  ("[ # why\n]", 0, "[ # why\nx]"),
])
func `an item comes with its comma`(before: String, position: Int, after: String) throws {
  try expectPatch(
    before, { $0.insertItem(.string("x"), into: $1, at: position) }, gives: after)
}

@Test(arguments: [
  ("{a: 1}", "{a: 1, n: [1, \"2\"]}"), ("{ a: 1 }", "{ a: 1, n: [1, \"2\"] }"),
  ("{\"a\": 1}", "{\"a\": 1, \"n\": [1, \"2\"]}"), ("{a: }", "{a: , n: [1, \"2\"] }"),
  ("{a}", "{a, n: [1, \"2\"]}"),
  ("{\n  \"a\": 1\n}\n", "{\n  \"a\": 1,\n  \"n\": [1, \"2\"]\n}\n"),
])
func `an entry comes into braces`(before: String, after: String) throws {
  let value = YAMLValue.list([.plain("1"), .string("2")])
  try expectPatch(before, { $0.insertEntry("n", value, into: $1, at: 1) }, gives: after)
}

@Test func `a pair in a list gets braces when it needs them`() throws {
  try expectPatch(
    "[a: 1, b: 2]", { $0.insertEntry("x", .plain("7"), into: try $1.at(0), at: 1) },
    gives: "[{a: 1, x: 7}, b: 2]")
  try expectPatch("[a: 1]", { $0.remove(at: 0, from: try $1.at(0)) }, gives: "[{}]")
}

@Test func `items go and come at once`() throws {
  try expectPatch(
    "needs: [a, b, c] # order\n",
    {
      let needs = try $1.at("needs")
      $0.remove(at: 0, from: needs)
      $0.remove(at: 2, from: needs)
      $0.insertItem(.string("x"), into: needs, at: 0)
      $0.replace(try needs.at(1), with: .string("b, c"))
      $0.insertItem(.string("z"), into: needs, at: 3)
    }, gives: "needs: [x, \"b, c\", z] # order\n")
}
