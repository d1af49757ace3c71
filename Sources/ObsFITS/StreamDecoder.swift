/// Decodes a compressed stream piece by piece; the members of a stream follow each other.
protocol StreamDecoder: AnyObject {
    /// Begins with the next member of the stream.
    ///
    /// - Throws: `FITSError` when memory is short
    func beginMember() throws

    /// Decodes as much as there is input and room for.
    ///
    /// - Parameters:
    ///   - input: bytes of the stream; none when there are no more of them
    ///   - output: takes what they decode to
    /// - Returns: how far it got
    func decode(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> DecodedPart
}

extension StreamDecoder {
    /// Lends the memory of input and output to a library of C.
    static func lend<Result>(
        _ input: Span<UInt8>, _ output: inout MutableSpan<UInt8>,
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeMutableBufferPointer<UInt8>) -> Result
    ) -> Result {
        unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe input.withUnsafeBufferPointer { unsafe body($0, output) }
        }
    }
}

/// How far a decoder got.
struct DecodedPart {
    /// How many bytes of the stream were used.
    var consumed: Int
    /// How many bytes came out.
    var produced: Int
    /// Whether a member ended, with a checksum that is right.
    var endsMember = false
    /// What is wrong with the stream.
    var damage: String?
}
