// swift-tools-version: 6.2
// The targets stand in the order of the data flow: each may import only targets above it.
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A target of the program.
func part(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [])
  -> Target
{
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of one target: `Tests/<name>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

let package = Package(
  name: "sil-tui",
  products: [
    .executable(name: "sil-tui", targets: ["sil-tui"]),
    .library(name: "StepInLine", targets: ["StepInLine"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Words everyone shares
    part("Diagnostics"),
    part("GraphAlgorithms"),
    part("TerminalInterface"),
    part("VectorGraphics"),
    .target(
      name: "CNcurses",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZip", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CPosix"),
    // File text -> document
    part("YAMLSyntax", ["Diagnostics", "CLibYAML"]),
    part("PipelineModel", ["Diagnostics", "GraphAlgorithms"]),
    part("PipelineFile", ["Diagnostics", "YAMLSyntax", "PipelineModel"]),
    part("Storage", ["PipelineModel", "CPosix"]),
    // Document -> state machine, bundles
    part("StatesLanguage", ["Diagnostics"]),
    part(
      "CloudExport",
      ["Diagnostics", "GraphAlgorithms", "PipelineModel", "StatesLanguage", "CZip"],
      resources: [.embedInCode("Bundle/index.py")]),
    // Document -> local run -> events
    part("RunScheduler", ["GraphAlgorithms", "PipelineModel", "StatesLanguage"]),
    part(
      "ProcessRunner",
      [
        "Diagnostics", "GraphAlgorithms", "PipelineModel", "StatesLanguage", "CloudExport",
        "RunScheduler", "CPosix",
      ],
      resources: [.embedInCode("Python")]),
    // Scripts and state machines of others -> document
    part(
      "Import",
      [
        "Diagnostics", "GraphAlgorithms", "PipelineModel", "PipelineFile", "StatesLanguage",
        "CloudExport",
      ], resources: [.embedInCode("Python")]),
    // Document -> graph -> layout -> screen
    part("GraphLayout", ["GraphAlgorithms", "VectorGraphics"]),
    part(
      "EditorCore",
      [
        "Diagnostics", "GraphAlgorithms", "PipelineModel", "PipelineFile", "StatesLanguage",
        "CloudExport", "RunScheduler", "GraphLayout",
      ]),
    part(
      "TerminalUI",
      [
        "Diagnostics", "YAMLSyntax", "PipelineModel", "StatesLanguage", "RunScheduler",
        "GraphLayout", "EditorCore", "TerminalInterface", "VectorGraphics",
      ], resources: [.embedInCode("Themes")]),
    part("CursesTerminal", ["TerminalInterface", "CNcurses", "CPosix"]),
    // For programs in Swift: describe a pipeline, check it, export it
    part(
      "StepInLine",
      [
        "Diagnostics", "PipelineModel", "PipelineFile", "StatesLanguage", "CloudExport",
      ]),
    // The program
    .executableTarget(
      name: "sil-tui",
      dependencies: [
        "Diagnostics", "GraphAlgorithms", "PipelineModel", "PipelineFile", "Storage",
        "StatesLanguage", "CloudExport", "RunScheduler", "ProcessRunner", "Import", "GraphLayout",
        "EditorCore", "TerminalInterface", "TerminalUI", "VectorGraphics", "CursesTerminal",
        "CPosix",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], resources: [.embedInCode("Samples"), .embedInCode("Changelog")],
      swiftSettings: strict),

    // Tests
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .target(
      name: "TestSupport",
      dependencies: [
        "Diagnostics", "YAMLSyntax", "PipelineModel", "PipelineFile", "TerminalInterface",
        "CPseudoTerminal",
      ],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("GraphAlgorithms", ["GraphAlgorithms"]),
    tests("TerminalInterface", ["TerminalInterface", "CPosix"]),
    tests("YAMLSyntax", ["Diagnostics", "YAMLSyntax"]),
    tests("PipelineModel", ["Diagnostics", "PipelineModel"]),
    tests("PipelineFile", ["Diagnostics", "YAMLSyntax", "PipelineModel", "PipelineFile"]),
    .executableTarget(
      name: "TerminalProbe", dependencies: ["TerminalInterface", "CursesTerminal"],
      path: "Tests/TerminalProbe", swiftSettings: strict),
    tests("CursesTerminal", ["TerminalInterface", "CPosix", "CursesTerminal", "TerminalProbe"]),
    tests("Storage", ["PipelineModel", "Storage", "CPosix"]),
    tests("StatesLanguage", ["Diagnostics", "StatesLanguage"]),
    tests(
      "CloudExport",
      ["Diagnostics", "GraphAlgorithms", "PipelineModel", "StatesLanguage", "CloudExport"]),
    tests("RunScheduler", ["PipelineModel", "StatesLanguage", "RunScheduler"]),
    tests(
      "ProcessRunner",
      ["PipelineModel", "StatesLanguage", "CloudExport", "RunScheduler", "ProcessRunner"]),
    tests(
      "Import",
      [
        "Diagnostics", "GraphAlgorithms", "PipelineModel", "PipelineFile", "StatesLanguage",
        "CloudExport", "ProcessRunner", "Import",
      ]),
    tests("StepInLine", ["StepInLine"]),
    tests("VectorGraphics", ["VectorGraphics"]),
    tests("GraphLayout", ["GraphAlgorithms", "GraphLayout", "VectorGraphics"]),
    tests(
      "EditorCore",
      [
        "Diagnostics", "PipelineModel", "PipelineFile", "StatesLanguage", "RunScheduler",
        "GraphLayout", "EditorCore",
      ]),
    tests(
      "TerminalUI",
      [
        "Diagnostics", "PipelineModel", "PipelineFile", "StatesLanguage", "RunScheduler",
        "GraphLayout", "EditorCore", "TerminalInterface", "TerminalUI", "VectorGraphics",
      ]),
    .executableTarget(
      name: "Gallery",
      dependencies: [
        "PipelineModel", "PipelineFile", "Storage", "StatesLanguage", "RunScheduler", "EditorCore",
        "TerminalInterface", "TerminalUI", "VectorGraphics",
      ], path: "Tests/Gallery", swiftSettings: strict),
    .executableTarget(name: "FailingDisk", path: "Tests/FailingDisk"),
    tests(
      "Program", ["Diagnostics", "PipelineModel", "PipelineFile", "sil-tui", "FailingDisk"]),
  ]
)
