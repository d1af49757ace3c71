import CalibrationSupport
import ObsCalibrations
import ObsRegistry
import ObsTime
import TestSupport

/// A registry in a folder of its own, as the shared scenarios want it.
struct RegistryBackend: CalibrationBackend {
    let folder: TemporaryFolder
    let registry: Registry

    var path: String { folder.path + "/calibrations.sqlite" }

    init(kinds: CalibrationKinds) throws {
        folder = try TemporaryFolder()
        registry = try Registry.create(path: folder.path + "/calibrations.sqlite")
        try registry.write { try $0.add(kinds.all) }
    }

    func add(_ collection: CalibrationCollection) throws { try registry.write { try $0.add(collection) } }

    func add(_ dataset: CalibrationDataset) throws { _ = try registry.write { try $0.add([dataset]) } }

    func certify(_ rows: [Certification]) throws -> CertificationChange { try certify(rows, sharing: false) }

    func certify(_ rows: [Certification], sharing: Bool) throws -> CertificationChange {
        try registry.write { try $0.certify(rows, sharing: sharing) }
    }

    func supersede(with rows: [Certification]) throws -> CertificationChange {
        try registry.write { try $0.supersede(with: rows) }
    }

    func decertify(
        _ kind: String, in collection: String, during validity: Validity, where isSelected: (Certification) -> Bool
    ) throws -> CertificationChange {
        try registry.write { try $0.decertify(kind, in: collection, during: validity, where: isSelected) }
    }

    func retire(_ dataset: DatasetID, in collection: String, at instant: Instant) throws -> CertificationChange {
        try registry.write { try $0.retire(dataset, in: collection, at: instant) }
    }

    func extend(_ dataset: DatasetID, in collection: String, to end: Instant?) throws -> CertificationChange {
        try registry.write { try $0.extend(dataset, in: collection, to: end) }
    }

    func allCertifications() throws -> [Certification] {
        try registry.read { try $0.certifications().sorted(by: Certification.isOrdered) }
    }

    func answer(_ query: CalibrationQuery, searching collections: [String]) throws -> CalibrationAnswer {
        try registry.read { try $0.answer(query, in: collections) }
    }
}
