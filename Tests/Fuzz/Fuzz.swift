// The fuzz target for libFuzzer: any bytes are read; what is understood is edited, written, read
// again, undone and formatted (`FileLaws`). Built and run by .ci/fuzz; the cases that it has found
// are in Corpus and run as normal tests.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let broken = FileLaws.broken(for: bytes, seed: FileLaws.seed(of: bytes)) { fatalError(broken) }
  return 0
}
