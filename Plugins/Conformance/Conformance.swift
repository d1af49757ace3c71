import Foundation
import PackagePlugin

/// `swift package conformance [ARGUMENT…]`: builds the package's own `…obskit`, or obskit, and runs `obskit conformance`.
///
/// Without arguments every camera package in the Swift package is checked.
@main
struct Conformance: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) throws {
        let tool = try Obskit(context, packageManager)
        var arguments = arguments
        if !Self.namesPackage(arguments) {
            arguments += cameraPackages(in: context.package.directoryURL, depth: 4).map(\.path)
        }
        try tool.run(["conformance"] + arguments)
    }

    /// Whether one of the arguments is neither an option nor the value of one.
    private static func namesPackage(_ arguments: [String]) -> Bool {
        let flags: Set<String> = ["--list", "--record-release", "--help", "--version"]
        var isValue = false
        for argument in arguments {
            if isValue {
                isValue = false
            } else if argument.hasPrefix("-") {
                isValue = argument.hasPrefix("--") && !flags.contains(argument) && !argument.contains("=")
            } else {
                return true
            }
        }
        return false
    }

    /// The folders with a package.yaml, in the order of their names.
    private func cameraPackages(in folder: URL, depth: Int) -> [URL] {
        let files = FileManager.default
        if files.fileExists(atPath: folder.appendingPathComponent("package.yaml").path) { return [folder] }
        guard depth > 0 else { return [] }
        let names = ((try? files.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        return names.filter { !$0.hasPrefix(".") }.flatMap { name -> [URL] in
            let path = folder.appendingPathComponent(name, isDirectory: true)
            var isFolder: ObjCBool = false
            guard files.fileExists(atPath: path.path, isDirectory: &isFolder), isFolder.boolValue else { return [] }
            return cameraPackages(in: path, depth: depth - 1)
        }
    }
}
