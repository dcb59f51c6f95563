// A person's own Lambda handler with a step's code put in. The two marks and their quotes are those
// of step-in-line; here the code's own text is never searched for them.

import PipelineModel

struct FilledTemplate {
  let text: [UInt8]
  /// The line on which the code begins, from 1; `nil` when it does not stand in the text: the template
  /// does not take it in, or its names would meet the template's and it is run from its own file.
  let codeLine: Int?
  /// Whether the template may read `args.pickle` and `name.pickle`.
  let readsPickles: Bool

  private static let codeMark = Array("\"{{PUT_FUNCTION_HERE}}\"".utf8)
  private static let nameMark = Array("\"{{PUT_FUNCTION_NAME_HERE}}\"".utf8)

  /// - Parameter modulePath: where the code lies in the zip when it is a file of its own.
  init(_ template: [UInt8], code: [UInt8], function: String, modulePath: String) {
    let isApart = Self.namesMeet(template, code: code)
    let program = code.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(code.dropFirst(3)) : code
    let inserted = isApart ? Array(Self.loader(of: modulePath).utf8) : program
    let name = isApart ? "_sil_program[\"\(function)\"]" : function
    var text: [UInt8] = []
    var codeLine: Int?
    var rest = template[...]
    while let byte = rest.first {
      if rest.starts(with: Self.codeMark) {
        if codeLine == nil { codeLine = 1 + text.count { $0 == 0x0A } }
        text += inserted
        rest = rest.dropFirst(Self.codeMark.count)
      } else if rest.starts(with: Self.nameMark) {
        text += name.utf8
        rest = rest.dropFirst(Self.nameMark.count)
      } else {
        text.append(byte)
        rest = rest.dropFirst()
      }
    }
    self.text = text
    self.codeLine = isApart ? nil : codeLine
    readsPickles = template.contains(Array("pickle".utf8))
  }

  /// Whether the code can't stand in the template's own text: both bind a name, or the code begins
  /// with an import from the future, which Python takes only at a file's start.
  private static func namesMeet(_ template: [UInt8], code: [UInt8]) -> Bool {
    guard template.contains(codeMark) else { return false }
    if PythonOutline.imports(in: code).contains(where: { $0.module == "__future__" }) {
      return true
    }
    let outline = PythonOutline(template)
    return PythonOutline.boundNames(in: code).contains { outline.mayDefine($0) }
  }

  /// One line that runs the program with names of its own, among which are those that the template has
  /// up to there.
  private static func loader(of path: String) -> String {
    [
      "import os as _sil_os",
      "_sil_path = _sil_os.path.join(_sil_os.path.dirname(_sil_os.path.abspath(__file__)),"
        + " \(pythonText(path)))",
      "_sil_program = dict(globals(), __name__=\"step_program\", __file__=_sil_path)",
      "exec(compile(open(_sil_path, \"rb\").read(), _sil_path, \"exec\"), _sil_program)",
    ].joined(separator: "; ")
  }

  private static func pythonText(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": "\\" + String(scalar)
      case "\n": "\\n"
      case "\r": "\\r"
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
