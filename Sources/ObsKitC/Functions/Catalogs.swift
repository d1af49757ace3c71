// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsDocuments
internal import ObsKit
internal import ObsKitConformance
internal import ObsText

@c @implementation
public func obk_catalog_new(
    _ options: UnsafePointer<obk_catalog_options>?, _ catalog: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(catalog, "catalog") {
            guard let options = unsafe try optionallyGiven(options, "options") else {
                return try Catalog(packages: [], corrections: [], ignoresEnvironment: false)
            }
            guard unsafe (0...1).contains(options.ignores_environment) else {
                throw CallError.wrong("options", "has an ignores_environment that is neither 0 nor 1")
            }
            return unsafe try Catalog(
                packages: fileNames(options.packages), corrections: fileNames(options.corrections),
                ignoresEnvironment: options.ignores_environment == 1)
        }
    }
}

@c @implementation
public func obk_catalog_free(_ catalog: OpaquePointer?) { unsafe HandleTable.shared.remove(catalog, .catalog) }

@c @implementation
public func obk_catalog_count(_ catalog: OpaquePointer?) -> Int {
    giving(0) { unsafe try object(catalog, Catalog.self, "catalog").instruments.instrumentNames.count }
}

@c @implementation
public func obk_catalog_name(_ catalog: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    unsafe giving(nil) {
        let names = unsafe try object(catalog, Catalog.self, "catalog").names
        return unsafe names.indices.contains(index) ? names[index] : nil
    }
}

@c @implementation
public func obk_catalog_json(_ catalog: OpaquePointer?, _ json: TextPlace?, _ error: ErrorPlace?) -> obk_status {
    unsafe answering(error) {
        unsafe try give(json, "json") {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog").instruments
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("packages")
            writer.beginArray()
            for package in catalog.packages {
                writer.beginObject()
                writer.member("name", package.name)
                writer.member("version", package.version)
                writer.member("location", package.location)
                writer.key("instruments")
                writer.beginArray()
                for name in package.instrumentNames { writer.value(name) }
                writer.endArray()
                writer.endObject()
            }
            writer.endArray()
            catalog.diagnostics.writeMember(to: &writer)
            writer.endObject()
            return writer.text
        }
    }
}

@c @implementation
public func obk_catalog_validate(
    _ catalog: OpaquePointer?, _ package: UnsafePointer<CChar>?, _ json: TextPlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(json, "json") {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            let package = unsafe try catalog.package(named: text(package, "package"))
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("package", package.name)
            writer.member("version", package.version)
            catalog.instruments.validate(package: package.location).writeMember(to: &writer)
            writer.endObject()
            return writer.text
        }
    }
}

@c @implementation
public func obk_catalog_conformance(
    _ catalog: OpaquePointer?, _ package: UnsafePointer<CChar>?, _ json: TextPlace?,
    _ failed: UnsafeMutablePointer<Int>?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(json, "json") {
            unsafe failed?.pointee = 0
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            let package = unsafe try catalog.package(named: text(package, "package"))
            let report = ConformanceReport(
                of: ConformanceSubject(package: package, catalog: catalog.instruments), checks: ConformanceCheck.all)
            unsafe failed?.pointee = report.outcomes.count { outcome in outcome.findings.contains { $0.level == .error }
            }
            return ConformanceReport.json([report])
        }
    }
}
