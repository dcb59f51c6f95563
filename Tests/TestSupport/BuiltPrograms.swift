// Where the programs of this package are while its tests run: beside the tests.

import Glibc

/// The path of a program that this package builds.
package func builtProgram(_ name: String) -> String {
  var bytes = [CChar](repeating: 0, count: 4096)
  let count = readlink("/proc/self/exe", &bytes, bytes.count)
  let path = bytes[..<max(0, count)].map(UInt8.init(bitPattern:))
  let folder = path.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? []
  return String(decoding: folder, as: UTF8.self) + name
}
