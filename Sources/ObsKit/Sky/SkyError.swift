/// Why an observation or a camera gives no sky coordinates.
public struct SkyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable name for the kind of error; there may be more in later versions.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name, such as `no-boresight`.
        public let rawValue: String

        /// Creates a code of its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The observation has no position of the boresight.
        public static let noBoresight = Code(rawValue: "no-boresight")
        /// The observation has no rotation angle.
        public static let noRotation = Code(rawValue: "no-rotation")
        /// The rotation angle is not measured in the sky.
        public static let rotationNotOnSky = Code(rawValue: "rotation-not-on-sky")
        /// The observation names no detector, or one that the camera does not have.
        public static let unknownDetector = Code(rawValue: "unknown-detector")
        /// The detector has no sky coordinates: its optics are undefined on part of it.
        public static let outsideOptics = Code(rawValue: "outside-optics")
    }

    /// What kind of error it is.
    public let code: Code
    /// What is wrong, and what to do.
    public let message: String

    /// Creates an error.
    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
