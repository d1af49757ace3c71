package import ObsDocuments
package import ObsText
internal import ObsTime

extension Node {
    /// A date, UTC unless it ends in TAI, or nil and a reported problem.
    func instant(_ problems: Problems) -> Instant? {
        guard let text = string(problems) else { return nil }
        do {
            return try Instant(text)
        } catch {
            problems.error(.badDate, at: self, "\(error)", hint: "write 2013-08-31, or 2013-08-31T06:04:05.5 TAI")
            return nil
        }
    }

    /// A SHA-256, or nil and a reported problem.
    package func contentHash(_ problems: Problems) -> ContentHash? {
        guard let text = string(problems) else { return nil }
        if let hash = ContentHash(text) { return hash }
        problems.error(.badChecksum, at: self, "'\(text)' is no SHA-256", hint: "write 64 hexadecimal digits")
        return nil
    }
}
