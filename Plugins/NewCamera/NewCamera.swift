import PackagePlugin

/// `swift package new-camera NAME [ARGUMENT…]`: builds the package's own `…obskit`, or obskit, and runs `obskit new`.
@main
struct NewCamera: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) throws {
        try Obskit(context, packageManager).run(["new"] + arguments)
    }
}
