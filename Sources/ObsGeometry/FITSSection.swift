/// A section of an image as FITS headers write it: `[x1:x2,y1:y2]`, counted from 1, both ends included.
public struct FITSSection: Hashable, Sendable {
    /// The pixels, counted from 0.
    public let box: Box

    /// Which axes the header gives backwards, as in `[512:1,1:2048]`.
    public let reversed: Flips

    /// Reads a section; blanks are allowed anywhere between the numbers.
    ///
    /// - Throws: `GeometryError` (`badSection`) of a text that is none, or of numbers beyond what a detector can have.
    public init(_ text: String) throws {
        let numbers = FITSSection.numbers(text)
        guard let numbers, let box = FITSSection.box(numbers) else {
            throw GeometryError(.badSection, "'\(text)' is no section such as [1:2048,1:4096]")
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

    /// The four numbers, or nil of a text of another form.
    private static func numbers(_ text: String) -> [Int]? {
        let marks = Array("[:,:]".utf8)
        let blank = UInt8(ascii: " ")
        var numbers: [Int] = []
        var (digits, expected) = ([UInt8](), 0)
        for byte in text.utf8.prefix(200) where byte != blank {
            if expected < marks.count, byte == marks[expected] {
                if expected > 0 {
                    guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
                    numbers.append(number)
                }
                digits = []
                expected += 1
            } else {
                guard expected > 0, expected < marks.count else { return nil }
                digits.append(byte)
            }
        }
        return expected == marks.count && numbers.count == 4 ? numbers : nil
    }

    /// The section as FITS writes it.
    public static func text(of box: Box) -> String { "[\(box.x + 1):\(box.endX),\(box.y + 1):\(box.endY)]" }
}
