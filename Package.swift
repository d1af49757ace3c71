// swift-tools-version: 6.2

import PackageDescription

let strict = Context.environment["OBSKIT_STRICT"] != nil

/// What every Swift target is compiled with; warnings are errors when OBSKIT_STRICT is set, as .ci/run does.
let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .strictMemorySafety(),
    ] + (strict ? [.treatAllWarnings(as: .error)] : [])

/// A module of Sources/, which is also a library product of the same name.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of a module, named after it.
func tests(
    of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], linking libraries: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + dependencies, exclude: exclude,
        swiftSettings: settings, linkerSettings: libraries.map { .linkedLibrary($0) })
}

/// The files of a camera package as C, from its Embedded folder.
func embedded(_ folder: String) -> Target {
    .target(name: "Obs\(folder)Embedded", dependencies: ["CObsEmbedded"], path: "Cameras/\(folder)/Embedded")
}

/// The module of a camera package: the type that a program links, which `obskit embed` writes.
///
/// None of these packages has rules in Swift.
func camera(_ folder: String) -> Target {
    .target(
        name: "Obs\(folder)", dependencies: ["ObsKit", .init(stringLiteral: "Obs\(folder)Embedded")],
        path: "Cameras/\(folder)/Linked", swiftSettings: settings)
}

/// The camera packages that are compiled in.
let cameras = ["DECam", "HSC", "LSST", "MegaPrime", "SDSS", "StarTrackers", "SuprimeCam"]

/// Programs for libFuzzer, which has the main function: hence they are there only when OBSKIT_FUZZ is set, and
/// `Tests/Fuzz/run` builds them.
let fuzzers: [Target] =
    Context.environment["OBSKIT_FUZZ"] == nil
    ? []
    : [.target(name: "FuzzSupport", path: "Tests/Fuzz/FuzzSupport", swiftSettings: settings)]
        + [
            fuzzer("FuzzCards", ["ObsFITS"]),
            fuzzer("FuzzChains", ["ObsFITS"]),
            fuzzer("FuzzExports", ["ObsCalibrations", "ObsDocuments", "ObsText"]),
            fuzzer("FuzzGzip", ["ObsFITS"]),
            fuzzer("FuzzPackages", ["CObsEmbedded", "ObsFITS", "ObsKit", "ObsDocuments", "ObsText"]),
            fuzzer("FuzzTables", ["ObsCalibrations", "ObsDocuments", "ObsText"]),
            fuzzer("FuzzTiles", ["ObsFITS", "ObsRaw"]),
            fuzzer("FuzzTimes", ["ObsTime"]),
            fuzzer("FuzzYAML", ["ObsDocuments"]),
        ]

/// A program for libFuzzer.
func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: ["FuzzSupport"] + dependencies, path: "Tests/Fuzz/\(name)",
        swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
}

let modules: [Target] = [
    module("ObsText", ["CObsEmbedded"]),
    module("ObsFITS", ["ObsText", "CObsZlib", "CObsCompression"]),
    module("ObsDocuments", ["ObsText", "CObsYAML"]),
    module("ObsTime", ["ObsText", "CObsERFA"]),
    module("ObsGeometry", ["ObsDocuments", "ObsText", "ObsTime"]),
    module("ObsCalibrations", ["ObsDocuments", "ObsText", "ObsTime"]),
    module("ObsTranslation", ["ObsFITS", "ObsDocuments", "ObsText", "ObsTime"]),
    module("ObsHeaderFiles", ["ObsTranslation", "ObsFITS", "ObsDocuments", "ObsText", "ObsTime"]),
    module(
        "ObsKit",
        [
            "ObsHeaderFiles", "ObsTranslation", "ObsGeometry", "ObsCalibrations", "ObsFITS", "ObsText", "ObsDocuments",
            "ObsTime", "ObsStandardEmbedded",
        ]),
    module(
        "ObsRegistry",
        [
            "ObsKit", "ObsCalibrations", "ObsFITS", "ObsText", "ObsDocuments", "ObsTime", "CObsSQLite",
        ]),
    module(
        "ObsRaw",
        [
            "ObsKit", "ObsGeometry", "ObsTranslation", "ObsFITS", "ObsDocuments", "ObsText", "ObsTime", "CObsCFITSIO",
        ]),
    module(
        "ObsKitConformance",
        [
            "CObsGoldenHeaders", "ObsKit", "ObsRaw", "ObsHeaderFiles", "ObsGeometry", "ObsTranslation",
            "ObsCalibrations", "ObsFITS",
            "ObsDocuments", "ObsText",
            "ObsTime",
        ]),
    module("ObsKitTesting", ["ObsKitConformance", "ObsKit", "ObsDocuments", "ObsText"]),
    module(
        "ObsKitC",
        [
            "CObsKit", "ObsKit", "ObsKitConformance", "ObsRegistry", "ObsRaw", "ObsCalibrations", "ObsTranslation",
            "ObsGeometry", "ObsHeaderFiles", "ObsFITS", "ObsText", "ObsDocuments", "ObsTime", "ReferenceCameras",
        ]),
    module(
        "ObsKitCommand",
        [
            "CObsTemplate", "ObsKit", "ObsKitConformance", "ObsRegistry", "ObsCalibrations", "ObsRaw", "ObsTranslation",
            "ObsGeometry", "ObsFITS", "ObsText", "ObsDocuments", "ObsTime",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ]),
    .target(
        name: "ReferenceCameras", dependencies: ["ObsKit"] + cameras.map { .init(stringLiteral: "Obs\($0)") },
        path: "Cameras/ReferenceCameras", swiftSettings: settings),
]

let cameraModules = cameras.map(camera)

let package = Package(
    name: "ObsKit",
    products: (modules + cameraModules).map { .library(name: $0.name, targets: [$0.name]) } + [
        .executable(name: "obskit", targets: ["ObsKitTool"]),
        // libobskit; `obskit_c`, since a package that depends on this one may have a product `obskit`.
        .library(name: "obskit_c", type: .dynamic, targets: ["ObsKitC"]),
        .plugin(name: "Conformance", targets: ["Conformance"]),
        .plugin(name: "NewCamera", targets: ["NewCamera"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
    ],
    targets: [
        .systemLibrary(name: "CObsYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CObsZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CObsERFA", pkgConfig: "erfa", providers: [.apt(["liberfa-dev"])]),
        // Not linked but loaded when it is needed, hence no pkgConfig; the tests compare with it and link it.
        .systemLibrary(name: "CObsCFITSIO", providers: [.apt(["libcfitsio-dev"])]),
        // Likewise: the copy of the process is taken, or it is loaded; a client of their own in the tests links it.
        .systemLibrary(name: "CObsSQLite", providers: [.apt(["libsqlite3-dev"])]),
        // Declarations alone: the libraries are loaded when a file needs them.
        .systemLibrary(name: "CObsCompression"),
        .target(name: "CObsEmbedded"),
        // The golden headers of the cameras that are built in, for the conformance kit.
        .target(name: "CObsGoldenHeaders", dependencies: ["CObsEmbedded"]),
        // The C interface: its header; ObsKitC has the functions.
        .target(name: "CObsKit", exclude: ["Packaging"]),
        // The package that `obskit new` copies.
        .target(name: "CObsTemplate", dependencies: ["CObsEmbedded"]),
        embedded("Standard"),
    ] + cameras.map(embedded) + modules + cameraModules + [
        .plugin(
            name: "Conformance",
            capability: .command(
                intent: .custom(verb: "conformance", description: "Whether the camera packages keep their promises."))),
        .plugin(
            name: "NewCamera",
            capability: .command(
                intent: .custom(verb: "new-camera", description: "Make a camera package."),
                permissions: [.writeToPackageDirectory(reason: "It makes the folder of the camera.")])),
        .executableTarget(
            name: "ObsKitTool", dependencies: ["ObsKitCommand", "ReferenceCameras"], swiftSettings: settings),
        tests(of: "ObsFITS", ["TestSupport", "ObsDocuments", "ObsText", "CObsCFITSIO"], linking: ["cfitsio"]),
        tests(of: "ObsText", ["TestSupport"]),
        tests(of: "ObsDocuments", ["ObsText", "TestSupport"]),
        tests(of: "ObsTime", ["TestSupport", "ObsDocuments", "ObsText", "CObsERFA"]),
        tests(
            of: "ObsTranslation", ["ObsHeaderFiles", "ObsFITS", "ObsTime", "ObsDocuments", "ObsText", "TestSupport"]),
        .target(
            name: "TestSupport", dependencies: ["ObsDocuments", "ObsText", "CObsZlib"], path: "Tests/Support",
            swiftSettings: settings),
        tests(
            of: "ObsKit",
            [
                "CalibrationSupport", "PackageSupport", "TestSupport", "ObsKitConformance", "ObsHeaderFiles",
                "ObsGeometry", "ObsTranslation",
                "ObsFITS",
                "ObsDocuments", "ObsText", "ObsTime",
            ]),
        tests(
            of: "ObsKitConformance",
            [
                "ReferenceCameras", "TestSupport", "ObsRaw", "ObsKit", "ObsCalibrations", "ObsGeometry",
                "ObsTranslation", "ObsDocuments",
                "ObsText",
                "ObsTime",
            ]),
        tests(
            of: "ObsKitTesting",
            ["ReferenceCameras", "ObsKitConformance", "TestSupport", "ObsKit", "ObsDocuments", "ObsText"]),
        tests(of: "ObsKitC", ["CObsKit", "ObsDocuments", "ObsText", "TestSupport"]),
        tests(
            of: "ObsKitCommand", ["ObsKitTool", "ObsDocuments", "ObsText", "TestSupport"],
            exclude: ["Mistakes", "Snapshots"]),
        tests(
            of: "ObsDECam",
            [
                "TestSupport", "ObsKitConformance", "ObsKit", "ObsTranslation", "ObsFITS", "ObsDocuments", "ObsText",
                "ObsTime",
            ]),
        tests(
            of: "ObsHeaderFiles",
            [
                "PackageSupport", "TestSupport", "ObsKit", "ObsTranslation", "ObsFITS", "ObsDocuments", "ObsText",
                "ObsTime",
            ]),
        tests(of: "ObsGeometry", ["TestSupport", "ObsDocuments", "ObsText", "ObsTime"]),
        tests(of: "ObsCalibrations", ["CalibrationSupport", "TestSupport", "ObsDocuments", "ObsText", "ObsTime"]),
        .target(
            name: "PackageSupport", dependencies: ["TestSupport", "ObsKit", "ObsTranslation", "ObsFITS", "ObsText"],
            path: "Tests/PackageSupport", swiftSettings: settings),
        .target(
            name: "CalibrationSupport",
            dependencies: ["TestSupport", "ObsCalibrations", "ObsDocuments", "ObsText", "ObsTime"],
            path: "Tests/CalibrationSupport", swiftSettings: settings),
        tests(
            of: "ObsRegistry",
            [
                "CalibrationSupport", "TestSupport", "ObsFITS", "ObsCalibrations", "ObsDocuments", "ObsText", "ObsTime",
                "CObsSQLite",
            ], exclude: ["Fixtures"], linking: ["sqlite3"]),
        tests(
            of: "ReferenceCameras",
            [
                "TestSupport", "ObsKitConformance", "ObsKit", "ObsRegistry", "ObsCalibrations", "ObsTranslation",
                "ObsFITS",
                "ObsTime", "ObsDocuments", "ObsText",
            ]),
        tests(
            of: "ObsRaw",
            [
                "ObsKitConformance", "ObsKit", "ObsGeometry", "ObsFITS", "ObsTime", "ObsDocuments", "ObsText",
                "ReferenceCameras", "TestSupport", "CObsCFITSIO",
            ], linking: ["cfitsio"]),
    ] + fuzzers,
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
