internal import CObsCFITSIO
internal import Glibc
internal import ObsFITS

/// What the checksums of an HDU say of its bytes.
public struct ChecksumReport: Hashable, Sendable {
    /// What one checksum says.
    public enum Verdict: String, Hashable, Sendable {
        /// It agrees with the bytes.
        case correct
        /// It does not.
        case wrong
        /// There is none.
        case absent
    }

    /// What `DATASUM` says of the data.
    public let data: Verdict
    /// What `CHECKSUM` says of header and data together.
    public let hdu: Verdict
}

extension ImageFile {
    /// Compares the bytes of an HDU with its checksums (FITS 4.0, section 4.4.2.7 and appendix J).
    ///
    /// A compressed image is checked as it is stored. The HDU is read whole, and memory holds its bytes.
    ///
    /// - Parameter hdu: the number of the HDU, the primary being 0; it need not be an image
    /// - Returns: what `DATASUM` and `CHECKSUM` say
    /// - Throws: `ImageError`: `missingHDU`, `cfitsio`; `FITSError` when the file cannot be read on
    public func checksums(of hdu: Int) throws -> ChecksumReport {
        guard hdus.indices.contains(hdu) else {
            throw ImageError(
                .missingHDU, "the file has \(hdus.count) HDUs, and HDU \(hdu) was asked for", file: path, hdu: hdu)
        }
        let buffer = try bytes(of: hdus[hdu])
        defer { free(buffer.baseAddress) }
        var (dataStatus, hduStatus): (Int32, Int32) = (0, 0)
        do {
            try CFITSIO.call { library, status in
                let file = MemoryFile(UnsafeRawBufferPointer(buffer), library)
                file.with(hdu: hdu == 0 ? 1 : 2, &status) { handle, status in
                    _ = library.verifyChecksums(handle, &dataStatus, &hduStatus, &status)
                }
            }
        } catch let failure as CFITSIO.Failure {
            throw ImageError(
                .cfitsio, "the checksums cannot be compared", file: path, hdu: hdu, status: Int(failure.status),
                stack: failure.stack)
        } catch let missing as CFITSIOLibrary.Missing {
            throw ImageError(.cfitsio, missing.message, file: path, hdu: hdu)
        }
        func verdict(_ status: Int32) -> ChecksumReport.Verdict {
            status == 0 ? .absent : status > 0 ? .correct : .wrong
        }
        return ChecksumReport(data: verdict(dataStatus), hdu: verdict(hduStatus))
    }

    /// Refuses an HDU of which a checksum is wrong; one without checksums passes.
    ///
    /// - Parameter hdu: the number of the HDU, the primary being 0
    /// - Throws: `ImageError`: `wrongChecksum`, and as `checksums(of:)`
    public func requireChecksums(of hdu: Int) throws {
        let report = try checksums(of: hdu)
        guard report.data != .wrong, report.hdu != .wrong else {
            let cards = report.data == .wrong ? "DATASUM" : "CHECKSUM"
            throw ImageError(
                .wrongChecksum, "\(cards) is not that of the bytes: the file was damaged, or changed without new sums",
                file: path, hdu: hdu)
        }
    }
}
