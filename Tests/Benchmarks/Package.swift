// swift-tools-version: 6.2

import PackageDescription

/// A program that does one job over and over, when told to on standard input, and says how long each pass took.
func story(_ name: String, _ products: [String]) -> Target {
    .executableTarget(
        name: name,
        dependencies: ["Passes"] + products.map { .product(name: $0, package: "ObsKit") })
}

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "ObsKit", path: "../..")],
    targets: [
        .target(name: "Passes"),
        story(
            "TranslateHeaders",
            ["ObsKit", "ObsHeaderFiles", "ObsTranslation", "ObsFITS", "ObsDocuments", "ObsText", "ReferenceCameras"]),
        story("TranslateFiles", ["ObsKit", "ReferenceCameras"]),
        .executableTarget(
            name: "TranslateMany",
            dependencies: ["ObsKit", "ReferenceCameras"].map { .product(name: $0, package: "ObsKit") }),
        story("CorrectionTables", ["ObsTranslation", "ObsDocuments", "ObsText"]),
        story("ReadYAML", ["ObsDocuments", "ObsText"]),
        story("Calibrations", ["ObsCalibrations", "ObsRegistry", "ObsTime"]),
        story("Cameras", ["ObsGeometry", "ObsKit", "ObsTime", "ObsDocuments", "ObsText"]),
        story("RawImages", ["ObsRaw", "ObsTime", "ReferenceCameras"]),
    ],
    swiftLanguageModes: [.v6]
)
