import ObsKitCommand
import ReferenceCameras

@main
enum ObsKitTool {
    static func main() async { await ObsKitCommand.main(adding: ReferenceCameras.all) }
}
