/// A release of ObsKit, by its semantic version.
package struct ObsKitRelease: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The release that this is.
    package static let current = ObsKitRelease(major: 0, minor: 1, patch: 0)

    /// Changes when something that worked stops working.
    package let major: Int
    /// Changes when there is something new.
    package let minor: Int
    /// Changes when something is repaired.
    package let patch: Int

    private init(major: Int, minor: Int, patch: Int) {
        (self.major, self.minor, self.patch) = (major, minor, patch)
    }

    /// The release of a text such as `0.1.0`; nil for another text.
    ///
    /// - Parameter text: three numbers with points between them
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
        }
        guard parts.count == 3, numbers.count == 3 else { return nil }
        self.init(major: numbers[0], minor: numbers[1], patch: numbers[2])
    }

    /// The three numbers with points between them.
    package var description: String { "\(major).\(minor).\(patch)" }

    /// Orders by the numbers.
    package static func < (left: ObsKitRelease, right: ObsKitRelease) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}
