import Foundation
import TestSupport
import Testing

@Suite("Answers line by line")
struct StreamingTests {
    /// A run of the command that is asked one question after the other.
    private struct Dialogue {
        let process = Process()
        let questions = Pipe()
        let answers = Pipe()

        /// Starts the command; one that does not answer is ended after a while, so that reading ends.
        init(_ arguments: [String], in folder: String, output: FileHandle? = nil) throws {
            process.executableURL = URL(fileURLWithPath: try #require(Obskit.path))
            process.arguments = arguments
            process.environment = ["PATH": "/usr/bin:/bin"]
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            process.standardInput = questions
            process.standardOutput = output ?? answers
            process.standardError = FileHandle.nullDevice
            try process.run()
            let process = process
            DispatchQueue.global().asyncAfter(deadline: .now() + 60) { if process.isRunning { process.terminate() } }
        }

        func ask(_ name: String) throws {
            try questions.fileHandleForWriting.write(contentsOf: Data((name + "\n").utf8))
        }

        /// What comes until a line ends; nothing when the command has ended.
        func answer() -> String {
            var text = Data()
            while text.last != UInt8(ascii: "\n") {
                let part = answers.fileHandleForReading.availableData
                if part.isEmpty { return "" }
                text += part
            }
            return String(decoding: text, as: UTF8.self)
        }

        func end() throws {
            try questions.fileHandleForWriting.close()
            process.waitUntilExit()
        }
    }

    private static let header = #"{"INSTRUME": "DECam", "OBSTYPE": "zero", "EXPNUM": 5}"#

    @Test(
        "A name from a pipe is answered before the next is asked for",
        arguments: [
            "translate --format ndjson", "translate --format ndjson --jobs 4", "translate --jobs 3",
            "translate --format yaml", "identify", "identify --format ndjson",
            "translate --format ndjson --jobs 4 first.json",
        ])
    func questions(_ words: String) throws {
        let folder = try TemporaryFolder()
        for name in ["a", "b", "c", "first"] { try folder.write(Self.header, to: "\(name).json") }
        let arguments = words.split(separator: " ").map(String.init)
        let dialogue = try Dialogue(arguments + ["--files-from", "-"], in: folder.path)
        if arguments.last == "first.json" { #expect(dialogue.answer().contains("first.json")) }
        for name in ["a", "b", "c"] {
            try dialogue.ask("\(name).json")
            let answer = dialogue.answer()
            #expect(answer.contains(words == "translate --jobs 3" ? "DECam" : "\(name).json"), "\(answer)")
        }
        try dialogue.end()
        #expect(dialogue.process.terminationReason == .exit)
    }

    @Test(
        "A header on a line is answered before the next is asked for, and a bad line costs that line",
        arguments: [
            "translate --format ndjson -", "translate --format ndjson --jobs 4 -", "identify --format ndjson -",
        ])
    func headers(_ words: String) throws {
        let folder = try TemporaryFolder()
        let dialogue = try Dialogue(words.split(separator: " ").map(String.init), in: folder.path)
        for (question, source) in [(Self.header, "-"), ("{bad}", "-:2"), (Self.header, "-:3")] {
            try dialogue.ask(question)
            let answer = dialogue.answer()
            #expect(answer.contains("\"source\":\"\(source)\""), "\(answer)")
            #expect(answer.contains("DECam") == (question == Self.header), "\(answer)")
        }
        try dialogue.end()
    }

    @Test("What is done when the process is ended is there", arguments: [1, 4])
    func terminated(_ jobs: Int) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.header, to: "a.json")
        let path = try folder.write("", to: "out.ndjson")
        let dialogue = try Dialogue(
            ["translate", "--format", "ndjson", "--jobs", "\(jobs)", "--files-from", "-"], in: folder.path,
            output: try FileHandle(forWritingTo: URL(fileURLWithPath: path)))
        for _ in 0..<10 { try dialogue.ask("a.json") }
        func lines() throws -> Int { try String(contentsOfFile: path, encoding: .utf8).count { $0 == "\n" } }
        for _ in 0..<600 where try lines() < 10 { Thread.sleep(forTimeInterval: 0.1) }
        dialogue.process.terminate()
        try dialogue.end()
        #expect(try lines() == 10)
    }

    @Test("Records of several tasks come in the order of the files")
    func order() throws {
        let folder = try TemporaryFolder()
        let names = (0..<40).map { "f\($0).json" }
        for name in names { try folder.write(Self.header, to: name) }
        let run = try Obskit.run(["translate", "--format", "ndjson", "--jobs", "4"] + names, in: folder.path)
        #expect(try run.lines().map { $0["source"] as? String } == names)
    }
}
