// A person's own Lambda handler with a step's code put in. The two marks and their quotes are those
// of step-in-line; here the code's own text is never searched for them.

struct FilledTemplate {
  let text: [UInt8]
  /// The line on which the code begins, from 1; `nil` when the template does not take it in.
  let codeLine: Int?

  private static let codeMark = Array("\"{{PUT_FUNCTION_HERE}}\"".utf8)
  private static let nameMark = Array("\"{{PUT_FUNCTION_NAME_HERE}}\"".utf8)

  init(_ template: [UInt8], code: [UInt8], function: String) {
    let program = code.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(code.dropFirst(3)) : code
    var text: [UInt8] = []
    var codeLine: Int?
    var rest = template[...]
    while let byte = rest.first {
      if rest.starts(with: Self.codeMark) {
        if codeLine == nil { codeLine = 1 + text.count { $0 == 0x0A } }
        text += program
        rest = rest.dropFirst(Self.codeMark.count)
      } else if rest.starts(with: Self.nameMark) {
        text += function.utf8
        rest = rest.dropFirst(Self.nameMark.count)
      } else {
        text.append(byte)
        rest = rest.dropFirst()
      }
    }
    self.text = text
    self.codeLine = codeLine
  }
}
