// Turns libyaml's few dozen parse errors into sentences that say what mends them.
// The left column is what libyaml 0.2.5 says (its scanner.c and parser.c).

import Diagnostics

/// What libyaml says about a text that it cannot parse.
struct SyntaxError {
  var problem: String
  /// What it was doing, such as `while parsing a flow sequence`; may be empty.
  var context: String
  /// Where that began, as a line from 1.
  var contextLine: Int
  var offset: Int
}

extension Diagnostic {
  static func yamlSyntax(_ found: SyntaxError, end: Int) -> Diagnostic {
    let range = min(found.offset, end)..<min(found.offset + 1, end)
    let words = wording(of: found)
    return error("yaml-syntax", words.message, mend: words.mend, at: .bytes(range))
  }

  private static func wording(of found: SyntaxError) -> (message: String, mend: String) {
    let line = found.contextLine
    switch found.problem {
    case "could not find expected ':'":
      return (
        "A key is expected here, but the text from line \(line) on has no colon",
        "Write `key: value`, or indent the line if it goes on with the value above"
      )
    case "mapping values are not allowed in this context":
      return (
        "A colon with a space after it cannot stand here",
        "Put the text into quotes, or check the indentation of this line and the one above"
      )
    case "mapping keys are not allowed in this context",
      "block sequence entries are not allowed in this context":
      return ("A key or list item cannot start here", "Start it on a line of its own")
    case "found character that cannot start any token":
      return (
        "A value cannot start with this character (a tab, %, @ or `)",
        "Indent with spaces, and put texts that start with such a character into quotes"
      )
    case "did not find expected key":
      return (
        "This line does not fit into the mapping that starts on line \(line)",
        "Give its lines the same indentation, and put texts with quotes inside wholly into quotes"
      )
    case "did not find expected '-' indicator":
      return (
        "This line does not fit into the list that starts on line \(line)",
        "Give its items the same indentation, each with a dash"
      )
    case "did not find expected ',' or ']'":
      return ("The list that opens on line \(line) goes wrong here", "Add the missing , or ]")
    case "did not find expected ',' or '}'":
      return ("The mapping that opens on line \(line) goes wrong here", "Add the missing , or }")
    case "did not find expected node content":
      return ("A value is missing here", "Write a value, or remove the comma or mark before it")
    case "found unexpected end of stream":
      return ("The quote that opens on line \(line) is never closed", "Close it")
    case "found unexpected document indicator":
      return (
        "A line that starts with --- or ... cannot stand inside quotes", "Indent the line"
      )
    case "found unknown escape character":
      return (
        "This escape is not known in a text with double quotes",
        "Write \\\\ for a backslash, or use single quotes"
      )
    case "did not find expected hexdecimal number":
      return ("Digits are missing in this escape", "Write \\x and 2, \\u and 4 or \\U and 8 digits")
    case "found invalid Unicode character escape code":
      return (
        "This escape names no character (YAML knows no pairs of surrogates)",
        "Write the character itself, or \\U and its 8 digits"
      )
    case "found an indentation indicator equal to 0":
      return ("The indentation of a block text cannot be 0", "Write a digit from 1 to 9, or none")
    case "found a tab character where an indentation space is expected",
      "found a tab character that violates indentation":
      return ("A tab stands where the line is indented", "Indent with spaces")
    case "did not find expected comment or line break":
      return ("Nothing may follow here on this line", "Start the text on the next line")
    case "did not find expected alphabetic or numeric character":
      return (
        "The name of an anchor or alias has letters, digits, - and _ only",
        "Put a text that starts with & or * into quotes"
      )
    case "did not find expected <document start>":
      return (
        "The document has ended above, and more text stands here",
        "Give the lines one indentation, or remove this line"
      )
    case "found unexpected ':'":
      return ("A colon cannot stand here", "Put the text into quotes")
    case "found undefined tag handle":
      return ("This tag is not known", "Put a text that starts with ! into quotes")
    default:
      let context = found.context.isEmpty ? "" : " \(found.context) from line \(line)"
      return (
        "This is not YAML: \(found.problem)\(context)",
        "Check quotes, brackets and indentation here and on the line above"
      )
    }
  }
}
