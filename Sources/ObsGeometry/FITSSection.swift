/// A section of an image as FITS headers write it: `[x1:x2,y1:y2]`, counted from 1, both ends included.
///
/// Either axis may be backwards, as in `[512:1,1:2048]`: the pixels are the same. A step, as in `[1:512:2,1:2048]`, is read where it
/// is 1 or -1; one that leaves pixels out is refused, since no amplifier is read so.
public struct FITSSection: Hashable, Sendable {
    /// The pixels, counted from 0.
    public let box: Box

    /// Which axes the header gives backwards, as in `[512:1,1:2048]`.
    public let reversed: Flips

    /// Reads a section; blanks are allowed anywhere between the numbers.
    ///
    /// - Throws: `GeometryError` (`badSection`) of a text that is none, of numbers beyond what a detector can have, and of a
    ///   section that leaves out pixels.
    public init(_ text: String) throws {
        guard let axes = FITSSection.axes(text) else {
            throw GeometryError(.badSection, "'\(text)' is no section such as [1:2048,1:4096]")
        }
        let numbers = axes.flatMap { $0.prefix(2) }
        if let step = axes.compactMap({ $0.count == 3 ? $0[2] : nil }).first(where: { abs($0) != 1 }) {
            throw GeometryError(
                .badSection, "'\(text)' has a step of \(step), and a section of an amplifier leaves no pixels out")
        }
        if numbers.contains(0) {
            throw GeometryError(.badSection, "'\(text)' counts from 0, and a section counts from 1: [1:2048,1:4096]")
        }
        guard let box = FITSSection.box(numbers) else {
            throw GeometryError(.badSection, "'\(text)' goes beyond what a detector can have")
        }
        self.box = box
        reversed = Flips(x: numbers[0] > numbers[1], y: numbers[2] > numbers[3])
    }

    private static func box(_ numbers: [Int]) -> Box? {
        guard numbers.allSatisfy({ (1...Box.limit).contains($0) }) else { return nil }
        let (left, right) = (min(numbers[0], numbers[1]), max(numbers[0], numbers[1]))
        let (bottom, top) = (min(numbers[2], numbers[3]), max(numbers[2], numbers[3]))
        return Box(x: left - 1, y: bottom - 1, width: right - left + 1, height: top - bottom + 1)
    }

    /// Whether a text is a section, even of pixels that cannot be.
    public static func isSection(_ text: String) -> Bool { axes(text) != nil }

    /// Two or three numbers for each of the two axes, or nil of a text of another form.
    private static func axes(_ text: String) -> [[Int]]? {
        let text = text.utf8.prefix(200).filter { $0 != UInt8(ascii: " ") }
        guard text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") else { return nil }
        let axes = text.dropFirst().dropLast().split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map
        {
            $0.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
                Int(String(decoding: $0, as: UTF8.self))
            }
        }
        let numbers = axes.map { $0.compactMap(\.self) }
        guard axes.count == 2, numbers.allSatisfy({ $0.count == 2 || $0.count == 3 }),
            axes.map(\.count) == numbers.map(\.count)
        else { return nil }
        return numbers
    }

    /// The section as FITS writes it.
    public static func text(of box: Box) -> String { "[\(box.x + 1):\(box.endX),\(box.y + 1):\(box.endY)]" }
}
