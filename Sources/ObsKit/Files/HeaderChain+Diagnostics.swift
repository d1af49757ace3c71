internal import ObsFITS
internal import ObsText

extension HeaderChain {
    /// What is wrong with the file as a chain of HDUs.
    ///
    /// - Parameter headers: the headers that were read, the primary first
    /// - Returns: cuts and damages, what follows the last HDU, and HDUs that the primary promises
    package func diagnostics(_ headers: [FileHeader]) -> [Diagnostic] {
        var found = failures.map { $0.diagnostic(headers) }
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

    /// That the data of an HDU is cut.
    ///
    /// - Parameter hdu: the index of the HDU
    /// - Returns: the error; nil where the data is all there, and in a file of headers alone
    func cut(ofHDU hdu: Int) -> Diagnostic? {
        failures.first { $0.hdu == hdu && $0.code == .truncated }?.diagnostic([])
    }
}

extension FITSError {
    /// The error as a problem of a file from which other HDUs were read.
    fileprivate func diagnostic(_ headers: [FileHeader]) -> Diagnostic {
        diagnostic(code.losesNothing ? .warning : .error, hdu: hdu ?? headers.last?.hdu ?? 0)
    }
}

extension Diagnostic.Code {
    /// The primary header promises more extensions than the file has.
    package static let missingExtensions = Self(rawValue: "missing-extensions")
}
