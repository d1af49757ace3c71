package import ObsText

extension Diagnostic.Code {
    /// A key of a kind is compared in a way that there is not, or needs a number that is missing.
    package static let badKeyRule = Self(rawValue: "bad-key-rule")
    /// A name or alias means two kinds of calibration.
    package static let ambiguousKind = Self(rawValue: "ambiguous-kind")

    /// A text is no table of the ECSV format, or lacks a column.
    package static let badTable = Self(rawValue: "bad-table")
    /// A cell of a table does not hold what its column is of.
    package static let badCell = Self(rawValue: "bad-cell")
    /// Metadata of a calibration file are not keys with values.
    package static let badMetadata = Self(rawValue: "bad-metadata")
    /// A calibration file does not say of what it is.
    package static let missingMetadata = Self(rawValue: "missing-metadata")
    /// A calibration file says that it is of another instrument than the folder in which it lies.
    package static let wrongInstrument = Self(rawValue: "wrong-instrument")
    /// A calibration file says that it is of another kind than the folder in which it lies.
    package static let wrongKind = Self(rawValue: "wrong-calibration-kind")
    /// A calibration file says that it is of another detector than the folder in which it lies.
    package static let wrongDetector = Self(rawValue: "wrong-detector")
    /// A calibration file says that it is of another filter than the folder in which it lies.
    package static let wrongFilter = Self(rawValue: "wrong-filter")
    /// A calibration file says another date than its name.
    package static let wrongDate = Self(rawValue: "wrong-calibration-date")
    /// A calibration file says that it is of another chip than those that were in its detector's place.
    package static let wrongSerial = Self(rawValue: "wrong-serial")
    /// The calibration of a chip goes on after another chip came in its place.
    package static let overExchange = Self(rawValue: "over-exchange")
    /// A folder is named after no kind, detector or filter.
    package static let unknownFolder = Self(rawValue: "unknown-folder")
    /// A folder lies where files are expected, or a file where folders are.
    package static let strayEntry = Self(rawValue: "stray-entry")
    /// A file of another form, which is left alone.
    package static let ignoredFile = Self(rawValue: "ignored-file")
    /// The name of a file is no date.
    package static let badFileDate = Self(rawValue: "bad-file-date")
    /// Two files of one folder begin at the same instant.
    package static let duplicateDate = Self(rawValue: "duplicate-date")
    /// Detectors for which there is nothing, where there is for others.
    package static let missingDetector = Self(rawValue: "missing-detector")
    /// A unit that a column cannot have.
    package static let badUnit = Self(rawValue: "bad-unit")
    /// A region that is empty or reaches outside its detector.
    package static let defectOutside = Self(rawValue: "defect-outside")
    /// A matrix, kernel or table has not the size that it says, or that the detector asks for.
    package static let matrixSize = Self(rawValue: "matrix-size")
    /// Wavelengths that do not increase, or a curve without points.
    package static let badCurve = Self(rawValue: "bad-curve")
    /// A fraction far from 0 to 1.
    package static let badFraction = Self(rawValue: "bad-fraction")
    /// A time without calibrations that takes nothing away.
    package static let badAbsence = Self(rawValue: "bad-absence")
    /// An interval that is empty or inverted.
    package static let emptyValidity = Self(rawValue: CalibrationError.Code.emptyValidity.rawValue)

    /// A text that is no date.
    static let badDate = Self(rawValue: "bad-date")
    /// A text that is no id of a dataset.
    package static let badID = Self(rawValue: "bad-dataset-id")
    /// A text that is no SHA-256.
    package static let badChecksum = Self(rawValue: "bad-checksum")
}
