/// How the chain of a file's HDUs ended.
public struct HeaderChain: Sendable {
    /// Whether every HDU was read, up to the end of the file, and nothing is damaged.
    public var isWhole: Bool
    /// Why data is not all there, a header cannot be read, or what stands where an HDU should be is none; in their order.
    ///
    /// Each names the HDU. An end within a block is among them, though nothing is lost by it.
    public var failures: [FITSError]
    /// What follows the last HDU and is none.
    public var trailing: HeaderReader.Trailing?

    /// The chain of a source of which only the headers are known.
    public static let unknown = HeaderChain(isWhole: false, failures: [], trailing: nil)
}

extension HeaderChain {
    /// Why observations may be missing; nil where nothing is lost.
    package var loss: FITSError? { failures.first { !$0.code.losesNothing } }
}

extension FITSError.Code {
    /// Whether every HDU that the file had can be there.
    package var losesNothing: Bool { self == .headersOnly || self == .partialBlock }
}

/// The HDUs of a file that can be read, also those behind a damage, pulled one after the other.
package final class HDUChain {
    private let reader: HeaderReader
    private var failures: [FITSError] = []
    private var hasBegun = false
    private var ended: HeaderChain?

    package init(_ reader: HeaderReader) { self.reader = reader }

    /// The next HDU that can be read; nil after the last.
    ///
    /// - Throws: `FITSError` of the first header; whatever the source throws
    package func next() throws -> HDU? {
        while ended == nil {
            do {
                if let hdu = try reader.next() {
                    hasBegun = true
                    return hdu
                }
            } catch let error as FITSError where hasBegun {
                let error = reader.explained(error)
                // One word says for all headers that they stand alone.
                if error.code != .headersOnly || !failures.contains(where: { $0.code == .headersOnly }) {
                    failures.append(error)
                }
                if error.code.isOfChain, try reader.goOn(&failures) { continue }
                ended = HeaderChain(isWhole: false, failures: failures, trailing: nil)
                return nil
            }
            if let problem = reader.problemAtEnd() { failures.append(problem) }
            let end = reader.trailing
            if end?.isFill == false, try reader.goOn(&failures) { continue }
            let isWhole = failures.allSatisfy { $0.code == .partialBlock }
            ended = HeaderChain(isWhole: isWhole, failures: failures, trailing: end)
        }
        return nil
    }

    /// How the chain ended, or how it stands where nobody asked for the rest.
    ///
    /// - Parameter looksForLastData: whether the file must hold all data of the HDU that was read last
    /// - Returns: the chain, with what is wrong so far
    package func state(looksForLastData: Bool = true) -> HeaderChain {
        if let ended { return ended }
        let cut = looksForLastData ? reader.cutOfLastData() : nil
        return HeaderChain(isWhole: false, failures: failures + (cut.map { [$0] } ?? []), trailing: nil)
    }
}

extension HeaderReader {
    /// Goes on behind the last failure, and says there where.
    fileprivate func goOn(_ failures: inout [FITSError]) throws -> Bool {
        guard try resume() else { return false }
        let last = failures.removeLast()
        if last.code == .truncated, offset == dataOffset {
            // A header where the data should be.
            if !failures.contains(where: { $0.code == .headersOnly }) {
                failures.append(
                    FITSError(
                        .headersOnly, "the file has headers alone: the data that they announce are not there",
                        file: last.file, hdu: last.hdu, offset: last.offset))
            }
            return true
        }
        failures.append(last.adding(" (reading goes on with HDU \(index) at byte \(offset))"))
        return true
    }

    /// What is wrong with the end of a file of which the last HDU was read.
    fileprivate func problemAtEnd() -> FITSError? {
        if let trailing, !trailing.isFill {
            let count = trailing.length.map { $0 == 1 ? "1 byte that is" : "\($0) bytes that are" } ?? "bytes that are"
            return FITSError(
                .trailingBytes,
                "the HDU is followed by \(count) no HDU: an extension begins with XTENSION. The file is damaged there, "
                    + "or the size of the HDU is wrong, and HDUs may be lost: fetch the file again",
                file: name, hdu: index - 1, offset: trailing.offset)
        }
        let end = trailing.map { trailing in trailing.length.map { trailing.offset + $0 } } ?? window.length
        guard let end, !end.isMultiple(of: DataLayout.blockLength) else { return nil }
        return FITSError(
            .partialBlock,
            "the file has \(end) bytes, and whole blocks of \(DataLayout.blockLength) were expected: if bytes were lost "
                + "or added, HDUs may be missing and pixels displaced",
            file: name, hdu: index - 1, offset: end)
    }
}

extension FITSError {
    fileprivate func adding(_ text: String) -> FITSError {
        FITSError(code, message + text, file: file, hdu: hdu, offset: offset)
    }
}

extension FITSError.Code {
    /// Whether the chain of HDUs is damaged, and not what it is read from.
    fileprivate var isOfChain: Bool {
        [.truncated, .missingEND, .badStructure, .headerTooLarge].contains(self)
    }
}
