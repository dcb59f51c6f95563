import TestSupport
import Testing
import VectorGraphics

struct XMLTests {
  @Test(arguments: [
    "plain", "a < b && c > \"d\"", "it's", "]]>", "<!-- -->", "&amp;", "ä 日本 🚀", "a\tb\nc", "",
  ])
  func `a text comes back as it was from content and attributes`(text: String) throws {
    let xml = "<a b=\"\(XML.escaped(text))\">\(XML.escaped(text))</a>"
    let elements = try XMLReader.elements(of: xml)
    #expect(elements[0].text == text)
    #expect(elements[0].attributes == ["b": text])
  }

  @Test func `what XML has no place for is replaced`() throws {
    let text = "a\u{0}b\u{1B}c\u{FFFE}d\u{FFFF}"
    let elements = try XMLReader.elements(of: "<a>\(XML.escaped(text))</a>")
    #expect(elements[0].text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}")
  }

  @Test(arguments: [
    "<a>", "<a></b>", "<a b=c/>", "<a b=\"1\" b=\"2\"/>", "<a>&x;</a>", "<a>&</a>", "<a/><b/>",
    "x<a/>", "<a b=\"<\"/>", "<a>\u{1}</a>", "",
  ])
  func `the reader refuses what is not well-formed`(text: String) {
    #expect(throws: XMLFault.self) { try XMLReader.elements(of: text) }
  }
}
