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

extension HeaderReader {
    /// Gives the HDUs that can be read, also those behind a damage, and says how the chain ended.
    ///
    /// - Parameters:
    ///   - looksForLastData: whether the file must hold all data of the HDU at which `body` has enough
    ///   - body: takes an HDU, and says whether it wants the next
    /// - Returns: how the chain ended
    /// - Throws: `FITSError` of the first header; whatever the source or `body` throws
    package func readChain(looksForLastData: Bool = true, _ body: (HDU) throws -> Bool) throws -> HeaderChain {
        var failures: [FITSError] = []
        var hasBegun = false
        while true {
            let next: HDU?
            do {
                next = try self.next()
            } catch let error as FITSError where hasBegun {
                let error = explained(error)
                // One word says for all headers that they stand alone.
                if error.code != .headersOnly || !failures.contains(where: { $0.code == .headersOnly }) {
                    failures.append(error)
                }
                if error.code.isOfChain, try goOn(&failures) { continue }
                return HeaderChain(isWhole: false, failures: failures, trailing: nil)
            }
            if let hdu = next {
                hasBegun = true
                if try body(hdu) { continue }
                if looksForLastData, let cut = cutOfLastData() { failures.append(cut) }
                return HeaderChain(isWhole: false, failures: failures, trailing: nil)
            }
            if let problem = problemAtEnd() { failures.append(problem) }
            let end = trailing
            if end?.isFill == false, try goOn(&failures) { continue }
            let isWhole = failures.allSatisfy { $0.code == .partialBlock }
            return HeaderChain(isWhole: isWhole, failures: failures, trailing: end)
        }
    }

    /// Goes on behind the last failure, and says there where.
    private func goOn(_ failures: inout [FITSError]) throws -> Bool {
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
    private func problemAtEnd() -> FITSError? {
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
