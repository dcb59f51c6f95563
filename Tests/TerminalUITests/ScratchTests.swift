import Testing

@testable import TerminalUI

struct ScratchTests {
  @Test func look() throws {
    for (c, r) in [(80, 24), (40, 12), (100, 24)] {
      let desk = try Desk(
        "extract, clean<-extract, features<-clean, labels<-clean, train<-features+labels, publish<~train",
        c, r)
      print(desk.picture, "\n")
      try desk.press("lc")
      print(desk.picture, "\n")
      try desk.press("<Esc><Enter>jjj<Enter>12")
      print(desk.picture, "\n")
      try desk.press("<Esc><Esc>?")
      print(desk.picture, "\n")
      try desk.press("<Esc>gp")
      print(desk.picture, "\n")
      try desk.press("aclean")
      print(desk.picture, "\n")
    }
  }
}
