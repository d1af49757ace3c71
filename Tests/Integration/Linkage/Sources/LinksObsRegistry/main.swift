import Glibc
import ObsRegistry

// Makes a registry, and prints which files of SQLite are then in the process.
let registry = try Registry.create(path: CommandLine.arguments[1])
try registry.close()

var files: Set<String> = []
let maps = fopen("/proc/self/maps", "r")
var line: UnsafeMutablePointer<CChar>?
var size = 0
while getline(&line, &size, maps) > 0, let text = line {
    let file = String(cString: text).split(separator: " ").last?.dropLast() ?? ""
    if file.contains("sqlite3") && file.contains(".so") { files.insert(String(file)) }
}
for file in files.sorted() { print(file) }
