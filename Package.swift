// swift-tools-version: 6.1
import PackageDescription

// The map of the house: targets by layer. A target imports only targets of a lower layer,
// and only those listed here. Documentation/Architecture.md holds the same table; a test compares them.

let numerics: Target.Dependency = .product(name: "RealModule", package: "swift-numerics")
let complex: Target.Dependency = .product(name: "ComplexModule", package: "swift-numerics")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "SpikeWalk",
  products: [
    .executable(name: "spikewalk", targets: ["spikewalk"]),
    .library(name: "MarkovChains", targets: ["MarkovChains"]),
    .library(name: "OptionPricing", targets: ["OptionPricing"]),
    .library(name: "NeuroFabric", targets: ["NeuroFabric"]),
    .library(name: "Experiments", targets: ["Experiments"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // MARK: System libraries
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
    .systemLibrary(name: "CSuperLU", pkgConfig: "superlu", providers: [.apt(["libsuperlu-dev"])]),

    // MARK: Layer 0
    .target(name: "CFabricKernels"),
    .target(name: "CPathKernels"),
    .target(name: "FixedPoint"),
    .target(name: "RandomStreams"),
    .target(name: "Instrumentation"),

    // MARK: Layer 1
    .target(name: "MarkovChains", dependencies: ["FixedPoint", "CSuperLU", numerics, complex]),
    .target(name: "CircuitGraph", dependencies: ["FixedPoint"]),
    .target(
      name: "NeuroFabric",
      dependencies: ["FixedPoint", "RandomStreams", "Instrumentation", "CFabricKernels"]),
    .target(name: "EnergyModels", dependencies: ["Instrumentation", numerics]),
    .target(name: "HostMeters", dependencies: ["Instrumentation"]),

    // MARK: Layer 2
    .target(
      name: "ConventionalSolver",
      dependencies: ["MarkovChains", "RandomStreams", "Instrumentation", "CPathKernels", numerics]),
    .target(name: "OptionPricing", dependencies: ["MarkovChains", "FixedPoint", numerics, complex]),
    .target(name: "WalkerCircuits", dependencies: ["CircuitGraph", "MarkovChains", "FixedPoint"]),
    .target(name: "FabricCompiler", dependencies: ["CircuitGraph", "NeuroFabric", "FixedPoint"]),

    // MARK: Layer 3
    .target(
      name: "FileFormats",
      dependencies: ["MarkovChains", "NeuroFabric", "EnergyModels", "Instrumentation", "CHDF5", yams]),

    // MARK: Layer 4
    .target(
      name: "Experiments",
      dependencies: [
        "FixedPoint", "RandomStreams", "Instrumentation", "MarkovChains", "CircuitGraph",
        "NeuroFabric", "EnergyModels", "HostMeters", "ConventionalSolver", "WalkerCircuits",
        "FabricCompiler", "OptionPricing", "FileFormats", "CGSL", numerics,
      ]),

    // MARK: Layer 5
    .target(
      name: "Reports",
      dependencies: ["Experiments", "FileFormats", "NeuroFabric", "EnergyModels", "Instrumentation"]),

    // MARK: Layer 6
    .executableTarget(
      name: "spikewalk",
      dependencies: [
        "Experiments", "FileFormats", "MarkovChains", "NeuroFabric", "OptionPricing", "Reports", arguments,
      ]),

    // MARK: Tests
    .target(name: "TestSupport", dependencies: ["RandomStreams"], path: "Tests/TestSupport"),
    .testTarget(name: "FixedPointTests", dependencies: ["FixedPoint"]),
    .testTarget(name: "RandomStreamsTests", dependencies: ["RandomStreams"]),
    .testTarget(
      name: "MarkovChainsTests",
      dependencies: ["MarkovChains", "FixedPoint", "TestSupport", numerics, complex]),
    .testTarget(
      name: "OptionPricingTests",
      dependencies: ["OptionPricing", "MarkovChains", "FixedPoint", "TestSupport", numerics],
      exclude: ["Reference"]),
    .testTarget(
      name: "NeuroFabricTests",
      dependencies: ["NeuroFabric", "RandomStreams", "Instrumentation", "TestSupport"]),
    .testTarget(
      name: "GoldenTests",
      dependencies: ["NeuroFabric", "RandomStreams", "Instrumentation", "TestSupport"],
      path: "Tests/Golden", exclude: ["README.md", "Programs", "RANC", "Random123"]),
    .testTarget(
      name: "EnergyModelsTests", dependencies: ["EnergyModels", "HostMeters", "Instrumentation"]),
    .testTarget(
      name: "ConventionalSolverTests",
      dependencies: [
        "ConventionalSolver", "MarkovChains", "RandomStreams", "Instrumentation", "TestSupport", numerics,
      ]),
    .testTarget(
      name: "WalkerCircuitsTests",
      dependencies: [
        "Experiments", "WalkerCircuits", "FabricCompiler", "CircuitGraph", "NeuroFabric", "MarkovChains",
        "FixedPoint", "Instrumentation", "TestSupport",
      ]),
    .testTarget(
      name: "FileFormatsTests",
      dependencies: [
        "FileFormats", "MarkovChains", "NeuroFabric", "EnergyModels", "Instrumentation", "RandomStreams",
        "TestSupport",
      ]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Experiments", "FileFormats", "Instrumentation", "MarkovChains", "NeuroFabric", "RandomStreams",
        "ResultSamples", "TestSupport",
      ],
      exclude: ["Tables/README.md", "Tables/diffusion_reference.csv"]),
    .target(
      name: "ResultSamples",
      dependencies: ["Experiments", "EnergyModels", "Instrumentation", "MarkovChains"],
      path: "Tests/ResultSamples"),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Experiments", "FileFormats", "NeuroFabric", "Instrumentation", "RandomStreams",
        "ResultSamples", "TestSupport",
      ]),
    .testTarget(
      name: "StatisticalTests",
      dependencies: [
        "Experiments", "FabricCompiler", "MarkovChains", "NeuroFabric", "RandomStreams", "TestSupport",
        numerics,
      ],
      path: "Tests/Statistical"),
    // The tool is a dependency so that it is built beside its tests; they import none of it.
    .testTarget(
      name: "CommandLineTests", dependencies: ["FileFormats", "NeuroFabric", "TestSupport", "spikewalk"],
      path: "Tests/CommandLine"),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["TestSupport", yams], path: "Tests/Architecture"),
  ],
  swiftLanguageModes: [.v6]
)
