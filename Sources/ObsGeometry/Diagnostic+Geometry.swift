package import ObsText

extension Diagnostic.Code {
    /// Two amplifiers of a layout share pixels of the detector.
    package static let amplifierOverlap = Self(rawValue: "amplifier-overlap")

    /// An amplifier reaches outside its detector.
    package static let amplifierOutside = Self(rawValue: "amplifier-outside")

    /// The amplifiers of a layout leave pixels of the detector out.
    package static let amplifierGap = Self(rawValue: "amplifier-gap")

    /// The data section of an amplifier is not as large as its place in the detector.
    package static let amplifierSize = Self(rawValue: "amplifier-size")

    /// A region reaches outside the raw section, or two regions of it overlap.
    package static let rawRegion = Self(rawValue: "raw-region")

    /// Two amplifiers take the same pixels of a raw image, or land on the same pixels of the untrimmed detector.
    package static let rawOverlap = Self(rawValue: "raw-overlap")

    /// Two slots have one id.
    package static let duplicateID = Self(rawValue: "duplicate-id")

    /// Two parts have one name.
    package static let duplicateName = Self(rawValue: "duplicate-name")

    /// A device or slot names a sensor layout that there is not.
    package static let unknownLayout = Self(rawValue: "unknown-layout")

    /// A slot names a device that there is not.
    package static let unknownDevice = Self(rawValue: "unknown-device")

    /// A name of a slot that there is not.
    package static let unknownSlot = Self(rawValue: "unknown-slot")

    /// A name of a group that there is not.
    package static let unknownGroup = Self(rawValue: "unknown-group")

    /// A name of an amplifier that the detector does not have.
    package static let unknownAmplifier = Self(rawValue: "unknown-amplifier")

    /// One device is in two slots at once.
    package static let deviceTwice = Self(rawValue: "device-twice")

    /// Detectors share a part of the focal plane.
    package static let detectorOverlap = Self(rawValue: "detector-overlap")

    /// A crosstalk matrix is not square or has not the size of the number of amplifiers.
    package static let crosstalkSize = Self(rawValue: "crosstalk-size")

    /// A list of values by amplifier has not as many values as there are amplifiers.
    package static let valueCount = Self(rawValue: "value-count")

    /// A transform has no inverse, or folds the focal plane.
    package static let singularTransform = Self(rawValue: "singular-transform")

    /// A number is not a number, or infinite.
    package static let notFinite = Self(rawValue: "not-finite")

    /// A box with a size below 1 or numbers beyond what a detector can have.
    package static let badBox = Self(rawValue: "bad-box")

    /// A validity that is empty or ends before it begins.
    package static let badValidity = Self(rawValue: "bad-validity")

    /// History entries that are not in the order of their dates.
    package static let entryOrder = Self(rawValue: "entry-order")

    /// Two history entries of one edition that say different things of one time.
    package static let contradiction = Self(rawValue: "contradiction")

    /// The chip in a file is not the one that the camera has there.
    package static let serialMismatch = Self(rawValue: "serial-mismatch")

    /// The number and the name of a detector in a header are those of two slots of the camera.
    package static let detectorMismatch = Self(rawValue: "detector-mismatch")

    /// A section in a header is not what the camera says.
    package static let sectionMismatch = Self(rawValue: "section-mismatch")

    /// An image in a file has not the size that the camera says.
    package static let sizeMismatch = Self(rawValue: "size-mismatch")
}

extension Diagnostic.Code {
    /// Keys that exclude each other, or of which one is needed.
    package static let conflictingKeys = Self(rawValue: "conflicting-keys")

    /// A text that is no date.
    package static let badDate = Self(rawValue: "bad-date")
}
