// swift-tools-version: 6.2

import PackageDescription

/// A fuzz target: an entry point for libFuzzer in place of a main, hence this package of its own.
///
/// Run one with `swift build -c release --sanitize=fuzzer --product FuzzCards` and
/// `.build/release/FuzzCards -max_total_time=60 -max_len=40000`, with `-c debug` to have every bound checked.
func fuzzer(_ name: String, of module: String) -> Target {
    .executableTarget(
        name: name, dependencies: [.product(name: module, package: "ObsKit")],
        swiftSettings: [.unsafeFlags(["-parse-as-library"])])
}

let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "ObsKit", path: "../..")],
    targets: [
        fuzzer("FuzzCards", of: "ObsFITS"),
        fuzzer("FuzzYAML", of: "ObsYAML"),
    ],
    swiftLanguageModes: [.v6]
)
