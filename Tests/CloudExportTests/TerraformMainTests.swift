// What is looked at before an export is what the export writes.

import CloudExport
import PipelineModel
import StatesLanguage
import Testing

struct TerraformMainTests {
  @Test(arguments: ["a", "a, b<-a, c<-a, d<-b+c", "1st, weiß<-1st, a b<-weiß"])
  func `the text is the export's, and each step's function is found in it`(text: String) throws {
    let pipeline = try checkedPipeline(text)
    let main = TerraformMain(of: pipeline)
    #expect(main.bytes == (try Exported(pipeline)).tree["main.tf.json"])
    let lines = String(decoding: main.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(main.functions.count == pipeline.steps.count)
    for (step, range) in zip(pipeline.steps, main.functions) {
      let block = lines[range].joined(separator: "\n")
      #expect(block.contains("\"//\": \"Step \(step.name)\""))
      #expect(block.contains("\"handler\": \"index.lambda_handler\""))
      #expect(block.hasSuffix("\n      }") || block.hasSuffix("\n      },"))
    }
  }

  @Test func `a step's function is told with its names, its texts and the person's files`() throws {
    let pipeline = try checkedPipeline(
      "extract, clean<-extract", name: "nightly",
      steps: [.files: .list([.text("data/rates.csv")])], files: ["data/rates.csv": "x"])
    let step = try #require(pipeline.steps.last)
    let function = try #require(StepFunction(of: step.id, in: pipeline))
    #expect(function.name == "nightly_clean")
    #expect(function.zip == "functions/clean.zip")
    let bundle = Bundle(of: step, in: pipeline, files: ["data/rates.csv": [1]])
    #expect(function.texts.map(\.path) == [bundle.programPath, "args.json", "index.py"])
    for text in function.texts { #expect(text.bytes == bundle.files[text.path]) }
    #expect(
      Set(function.texts.map(\.path) + function.files) == Set(bundle.files.files.map(\.path)))
  }
}
