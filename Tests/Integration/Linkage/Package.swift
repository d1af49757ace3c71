// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "Linkage",
    dependencies: [.package(name: "ObsKit", path: "../../..")],
    targets: [
        .executableTarget(
            name: "LinksObsKit",
            dependencies: [
                .product(name: "ObsKit", package: "ObsKit"), .product(name: "ReferenceCameras", package: "ObsKit"),
            ]),
        .executableTarget(
            name: "LinksObsRegistry", dependencies: [.product(name: "ObsRegistry", package: "ObsKit")]),
    ],
    swiftLanguageModes: [.v6]
)
