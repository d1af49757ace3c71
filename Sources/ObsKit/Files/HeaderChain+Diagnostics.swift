internal import ObsFITS
internal import ObsYAML

extension HeaderChain {
    /// What is wrong with the file as a chain of HDUs.
    ///
    /// - Parameter headers: the headers that were read, the primary first
    /// - Returns: the cut or the damage, what follows the last HDU, and HDUs that the primary promises
    func diagnostics(_ headers: [FileHeader]) -> [Diagnostic] {
        var found: [Diagnostic] = []
        if let failure { found.append(failure.diagnostic(headers)) }
        if let trailing, !trailing.isFill {
            let count = trailing.length.map { "\($0) bytes" } ?? "bytes"
            found.append(
                Diagnostic(
                    .error, .trailingBytes, at: nil,
                    "HDU \(headers.count - 1) is followed by \(count) that are no HDU, from byte \(trailing.offset) on: an "
                        + "extension begins with XTENSION",
                    hint: "the file is damaged there, and HDUs may be lost: fetch it again"))
        }
        if isWhole, let primary = headers.first, let promised = primary.header["NEXTEND"]?.integerValue,
            promised > headers.count - 1
        {
            found.append(
                Diagnostic(
                    .warning, .missingExtensions, at: nil,
                    "NEXTEND says that \(promised) extensions follow, and there are \(headers.count - 1)",
                    hint: "a file that was cut out of another keeps the card; if this one was not, fetch it again"))
        }
        return found
    }

    /// Why the data of an HDU is not whole.
    ///
    /// - Parameter hdu: the index of the HDU
    /// - Returns: the error; nil where the data is whole, and in a file of headers alone
    func cut(ofHDU hdu: Int) -> Diagnostic? {
        guard let failure, failure.hdu == hdu, failure.code != .headersOnly else { return nil }
        return failure.diagnostic([])
    }
}

extension FITSError {
    /// The error as a problem of a file from which other HDUs were read.
    fileprivate func diagnostic(_ headers: [FileHeader]) -> Diagnostic {
        let hdu = hdu ?? max(headers.count - 1, 0)
        let place = offset.map { ", byte \($0)" } ?? ""
        return Diagnostic(
            code == .headersOnly ? .warning : .error, Diagnostic.Code(rawValue: code.rawValue), at: nil,
            "HDU \(hdu)\(place): \(message)")
    }
}

extension Diagnostic.Code {
    /// Bytes follow the last HDU that are no HDU.
    public static let trailingBytes = Self(rawValue: "trailing-bytes")
    /// The primary header promises more extensions than the file has.
    public static let missingExtensions = Self(rawValue: "missing-extensions")
}
