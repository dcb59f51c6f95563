// What a pipeline can be begun from: a first one of two steps, and the pipelines of the folder
// Samples/, which are compiled in. A new file there needs its line here.

import PipelineFile
import PipelineModel
import Storage

/// A pipeline file and the files that it names.
struct Sample {
  let name: String
  /// One sentence without a full stop.
  let summary: String
  let pipeline: [UInt8]
  /// By their paths beside the pipeline file.
  var files: [(path: String, bytes: [UInt8])] = []

  static let all: [Sample] = [
    Sample(
      name: "mytest", summary: "Four steps that prepare the same data three ways and train on them",
      pipeline: PackageResources.mytest_sil),
    Sample(
      name: "nightly-etl",
      summary: "Fourteen steps every night, with their Python files, data, policies and retries",
      pipeline: PackageResources.nightly_etl_sil,
      files: [
        ("data/customers.csv", PackageResources.customers_csv),
        ("data/orders.csv", PackageResources.orders_csv),
        ("data/rates.csv", PackageResources.rates_csv),
        ("policies/read-orders.json", PackageResources.read_orders_json),
        ("policies/write-archive.json", PackageResources.write_archive_json),
        ("steps/clean.py", PackageResources.clean_py),
        ("steps/extract.py", PackageResources.extract_py),
        ("steps/publish.py", PackageResources.publish_py),
        ("steps/summarise.py", PackageResources.summarise_py),
        ("steps/value.py", PackageResources.value_py),
      ]),
    Sample(
      name: "fan-out",
      summary: "Thirty steps: one that plans, many side by side, and what joins them",
      pipeline: PackageResources.fan_out_sil, files: [("words.py", PackageResources.words_py)]),
  ]

  /// A first pipeline.
  private static let first = """
    # Steps are Python functions; an argument {from: step} takes another step's output.
    # Look at it with sil-tui edit, run it with sil-tui run, deploy it with sil-tui export.
    pipeline: first

    steps:
      load:
        code: |
          def load():
              return [1, 2, 3]

      total:
        args: [{from: load}]
        code: |
          def total(rows):
              return sum(rows)

    """

  static func first(named name: String) throws -> Sample {
    let (file, read, _) = SilFile.read(Array(first.utf8))
    var pipeline = read
    _ = try pipeline.apply(.setPipelineField(.pipeline, .text(name)))
    return Sample(name: name, summary: "", pipeline: try file.bytes(saying: pipeline))
  }
}

extension Sample {
  /// Writes over nothing. The files beside it go first: a pipeline file that is there has all that
  /// it names.
  func write(to file: String) throws(FileError) {
    let path = folder(of: file)
    let name = String(file.dropFirst(path.count))
    let folder = OwnFolder(path.isEmpty ? "." : path == "/" ? path : String(path.dropLast()))
    let all = files + [(name, pipeline)]
    for (path, bytes) in all {
      switch try folder.content(of: path) {
      case .nothing: break
      case .file(let old) where old == bytes && path != name: break
      case .file, .other: throw .exists(path: folder.path + "/" + path)
      }
    }
    for (path, bytes) in all { try folder.write(bytes, to: path) }
  }
}
