import ObsKitCommand
import ObsMyCam

@main
enum MyCamTool {
    static func main() async { await ObsKitCommand.main(adding: [MyCam()]) }
}
