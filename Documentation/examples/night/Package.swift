// swift-tools-version: 6.2

import PackageDescription

// A pipeline writes .package(url: …, from: …) here; this one is built with the ObsKit that it lies in, or with that of OBSKIT_ROOT.
let obskit = Context.environment["OBSKIT_ROOT"] ?? "../../.."

let package = Package(
    name: "Night",
    dependencies: [.package(name: "ObsKit", path: obskit)],
    targets: [
        .executableTarget(
            name: "Night",
            dependencies: ["ObsRaw", "ObsRegistry", "ReferenceCameras"].map { .product(name: $0, package: "ObsKit") })
    ],
    swiftLanguageModes: [.v6]
)
