// swift-tools-version: 6.2

import PackageDescription

// A team's own package: the camera as a module with a hook, a program that has it, and the conformance kit as tests.
// A team writes .package(url: …, from: …) here; this one is built with the ObsKit beside it.
let obskit = Context.environment["OBSKIT_ROOT"] ?? "../../.."

let package = Package(
    name: "MyCam",
    products: [
        .library(name: "ObsMyCam", targets: ["ObsMyCam"]), .executable(name: "mycam-obskit", targets: ["MyCamTool"]),
    ],
    dependencies: [.package(name: "ObsKit", path: obskit)],
    targets: [
        // Made by obskit embed Cameras/MyCam.
        .target(
            name: "ObsMyCamEmbedded", dependencies: [.product(name: "ObsKit", package: "ObsKit")],
            path: "Cameras/MyCam/Embedded"),
        .target(
            name: "ObsMyCam", dependencies: ["ObsMyCamEmbedded", .product(name: "ObsKit", package: "ObsKit")],
            path: "Cameras/MyCam/Hooks"),
        .executableTarget(
            name: "MyCamTool", dependencies: ["ObsMyCam", .product(name: "ObsKitCommand", package: "ObsKit")]),
        .testTarget(
            name: "ObsMyCamTests",
            dependencies: [
                "ObsMyCam", .product(name: "ObsKitConformance", package: "ObsKit"),
                .product(name: "ObsKitTesting", package: "ObsKit"),
            ]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
