import Foundation
import PackagePlugin

/// The program that the plugins run, built when it is asked for.
///
/// No target is a dependency of the plugins: a plugin with a tool has the tool built, for the plugin, in every plain build.
struct Obskit {
    private let program: URL
    private let folder: URL

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Builds, as a plain swift build does, the executable product of the package whose name ends in `obskit`, or else the product `obskit` of ObsKit.
    init(_ context: PluginContext, _ packageManager: PackageManager) throws {
        let own = context.package.products.map(\.name).filter { $0.hasSuffix("obskit") }.sorted()
        let name = own.first { $0 != "obskit" } ?? "obskit"
        var parameters = PackageManager.BuildParameters(configuration: .debug)
        parameters.logging = .concise
        let result = try packageManager.build(.product(name), parameters: parameters)
        guard result.succeeded else { throw Failure(description: "\(name) cannot be built:\n\(result.logText)") }
        guard
            let found = result.builtArtifacts.first(where: {
                $0.kind == .executable && $0.url.lastPathComponent == name
            })
        else { throw Failure(description: "the package has no executable product \(name)") }
        program = found.url
        folder = context.package.directoryURL
    }

    /// Runs the program in the package's folder.
    ///
    /// - Throws: `Failure` when its status is not 0
    func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            Diagnostics.error("\(program.lastPathComponent) ended with status \(process.terminationStatus)")
        }
    }
}
