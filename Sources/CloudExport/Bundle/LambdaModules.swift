// The modules that Lambda's Python runtimes give: the standard library of each version, and the SDK.
// Sources: Python documentation, "Python Module Index" and "What's New" of 3.8 to 3.14; PEP 594; Lambda
// Developer Guide, "Runtime-included SDK versions".

enum LambdaModules {
  /// - Parameter runtime: such as `python3.13`.
  static func gives(_ module: String, runtime: String) -> Bool {
    let minor = runtime.split(separator: ".").last.flatMap { Int($0) } ?? 0
    if let range = changing[module] { return range.contains(minor) }
    return steady.contains(module) || sdk.contains(module) || module.hasPrefix("_")
  }

  private static let sdk: Set<String> = [
    "awslambdaric", "boto3", "botocore", "dateutil", "jmespath", "s3transfer", "simplejson", "six",
    "snapshot_restore_py", "urllib3",
  ]

  /// Modules that are not in all versions, by the minor versions that have them.
  private static let changing: [String: ClosedRange<Int>] = {
    var ranges: [String: ClosedRange<Int>] = [
      "annotationlib": 14...99, "compression": 14...99, "graphlib": 9...99, "tomllib": 11...99,
      "zoneinfo": 9...99, "binhex": 0...10, "formatter": 0...9, "parser": 0...9, "symbol": 0...9,
    ]
    for name in [
      "asynchat", "asyncore", "distutils", "imp", "smtpd",
    ] { ranges[name] = 0...11 }
    for name in [
      "aifc", "audioop", "cgi", "cgitb", "chunk", "crypt", "imghdr", "lib2to3", "mailcap", "msilib",
      "nis", "nntplib", "ossaudiodev", "pipes", "sndhdr", "spwd", "sunau", "telnetlib", "uu",
      "xdrlib",
    ] { ranges[name] = 0...12 }
    return ranges
  }()

  private static let steady: Set<String> = [
    "__future__", "_thread", "abc", "antigravity", "argparse", "array", "ast", "asyncio",
    "atexit", "base64", "bdb", "binascii", "bisect", "builtins", "bz2", "cProfile", "calendar",
    "cmath", "cmd", "code", "codecs", "codeop", "collections", "colorsys", "compileall",
    "concurrent", "configparser", "contextlib", "contextvars", "copy", "copyreg", "csv", "ctypes",
    "curses", "dataclasses", "datetime", "dbm", "decimal", "difflib", "dis", "doctest", "email",
    "encodings", "ensurepip", "enum", "errno", "faulthandler", "fcntl", "filecmp", "fileinput",
    "fnmatch", "fractions", "ftplib", "functools", "gc", "genericpath", "getopt", "getpass",
    "gettext", "glob", "grp", "gzip", "hashlib", "heapq", "hmac", "html", "http", "idlelib",
    "imaplib", "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword",
    "linecache", "locale", "logging", "lzma", "mailbox", "marshal", "math", "mimetypes", "mmap",
    "modulefinder", "msvcrt", "multiprocessing", "netrc", "nt", "ntpath", "nturl2path", "numbers",
    "opcode", "operator", "optparse", "os", "pathlib", "pdb", "pickle", "pickletools", "pkgutil",
    "platform", "plistlib", "poplib", "posix", "posixpath", "pprint", "profile", "pstats", "pty",
    "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat", "queue", "quopri", "random",
    "re", "readline", "reprlib", "resource", "rlcompleter", "runpy", "sched", "secrets", "select",
    "selectors", "shelve", "shlex", "shutil", "signal", "site", "smtplib", "socket",
    "socketserver", "sqlite3", "sre_compile", "sre_constants", "sre_parse", "ssl", "stat",
    "statistics", "string", "stringprep", "struct", "subprocess", "symtable", "sys", "sysconfig",
    "syslog", "tabnanny", "tarfile", "tempfile", "termios", "textwrap", "this", "threading",
    "time", "timeit", "tkinter", "token", "tokenize", "trace", "traceback", "tracemalloc", "tty",
    "turtle", "turtledemo", "types", "typing", "unicodedata", "unittest", "urllib", "uuid",
    "venv", "warnings", "wave", "weakref", "webbrowser", "winreg", "winsound", "wsgiref", "xml",
    "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib",
  ]
}
