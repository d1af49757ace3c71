import Foundation
import ObsFITS

/// The bytes of one card: the text padded with blanks to 80.
func image(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8.prefix(80))
    return bytes + [UInt8](repeating: 0x20, count: 80 - bytes.count)
}

/// The bytes of a header block: the cards, END and padding.
func block(_ cards: [String]) -> [UInt8] {
    padded((cards + ["END"]).flatMap(image), with: 0x20)
}

/// Bytes filled up to a multiple of 2880.
func padded(_ bytes: [UInt8], with filler: UInt8) -> [UInt8] {
    bytes + [UInt8](repeating: filler, count: (2880 - bytes.count % 2880) % 2880)
}

/// A header of the given card texts.
func header(_ cards: String...) throws -> Header {
    try Header(cardImages: cards.flatMap(image))
}

/// A primary without data.
let emptyPrimary = [
    "SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0",
]

/// The cards of an image extension.
func imageCards(_ name: String, bitpix: Int = 16, _ axes: Int...) -> [String] {
    ["XTENSION= 'IMAGE   '", "BITPIX  = \(bitpix)", "NAXIS   = \(axes.count)"]
        + axes.enumerated().map { "NAXIS\($0.offset + 1)  = \($0.element)" }
        + ["PCOUNT  = 0", "GCOUNT  = 1", "EXTNAME = '\(name)'"]
}

/// A folder that exists as long as the value.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("ObsFITS-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file and returns its path.
    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }
}

/// The FITS files of the corpus that OBSKIT_CORPUS names; empty without it.
enum Corpus {
    static let files: [String] = {
        guard let root = ProcessInfo.processInfo.environment["OBSKIT_CORPUS"] else { return [] }
        return ["raw", "assembly"].flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
            return names.filter { $0.contains(".fits") }.sorted().map { "\(root)/\(folder)/\($0)" }
        }
    }()
}

/// A source of ranges that makes its bytes when they are asked for.
struct SyntheticRange: RangeReader {
    var length: Int64?
    /// The most that one read delivers.
    var piece = Int.max
    var byte: (Int64) -> UInt8

    mutating func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) -> Int {
        let count = Int(min(Int64(min(buffer.count, piece)), max((length ?? .max) - offset, 0)))
        for index in 0..<count { buffer[index] = byte(offset + Int64(index)) }
        return count
    }
}
