import Foundation
package import ObsCalibrations
package import ObsTime
import TestSupport

/// Something that keeps certifications and answers look-ups: every one is put through the same scenarios.
package protocol CalibrationBackend {
    /// One without anything in it.
    init(kinds: CalibrationKinds) throws
    /// Adds a collection.
    mutating func add(_ collection: CalibrationCollection) throws
    /// Adds a dataset.
    mutating func add(_ dataset: CalibrationDataset) throws
    /// Adds certifications.
    mutating func certify(_ rows: [Certification], sharing: Bool) throws -> CertificationChange
    /// Adds certifications in place of others.
    mutating func supersede(with rows: [Certification]) throws -> CertificationChange
    /// Takes time away.
    mutating func decertify(
        _ kind: String, in collection: String, during validity: Validity, where isSelected: (Certification) -> Bool
    ) throws -> CertificationChange
    /// Ends a dataset.
    mutating func retire(_ dataset: DatasetID, in collection: String, at instant: Instant) throws -> CertificationChange
    /// Lets a dataset hold longer.
    mutating func extend(_ dataset: DatasetID, in collection: String, to end: Instant?) throws -> CertificationChange
    /// All certifications, in the order of `Certification.isOrdered`.
    func allCertifications() throws -> [Certification]
    /// The answer to a question.
    func answer(_ query: CalibrationQuery, searching collections: [String]) throws -> CalibrationAnswer
}

extension CalibrationSet: CalibrationBackend {
    /// The certifications.
    package func allCertifications() throws -> [Certification] { certifications }

    /// The answer of an index built for the question.
    package func answer(_ query: CalibrationQuery, searching collections: [String]) throws -> CalibrationAnswer {
        try CalibrationIndex(self, searching: collections).answer(query, tracing: true)
    }
}

extension CalibrationBackend {
    /// One with the collection `calib` and the datasets of these names, as `Samples` has them.
    package init(_ policy: ValidityPolicy, _ names: String...) throws {
        try self.init(kinds: Samples.kinds(policy))
        try add(CalibrationCollection("calib", .validityRanged))
        for name in names { try add(Samples.dataset(name)) }
    }

    /// Adds certifications, each for what its dataset was made for.
    @discardableResult
    package mutating func certify(_ rows: [Certification]) throws -> CertificationChange {
        try certify(rows, sharing: false)
    }

    /// Certifies datasets of `Samples` by name.
    package mutating func certify(_ names: [String], in collection: String = "calib", during validity: Validity) throws
    {
        _ = try certify(names.map { Certification(of: Samples.dataset($0), in: collection, validity: validity) })
    }
}
