/// A place in a text file that a person wrote.
public struct SourcePosition: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Path of the file as the caller named it.
    public let file: String
    /// Line, counted from 1.
    public let line: Int
    /// Column in characters (Unicode scalars), counted from 1.
    public let column: Int

    /// Creates a position from a file name and numbers that count from 1.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The place as editors and compilers write it: `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }

    /// Orders by file, then line, then column.
    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        if left.file != right.file { return left.file < right.file }
        return (left.line, left.column) < (right.line, right.column)
    }
}
