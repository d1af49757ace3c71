internal import ObsKit

extension ConformanceCheck {
    static let filterFolders = ConformanceCheck(
        "filter-folders", .filters, .error, "No two filters have the same name in a path.",
        documentation: """
            Folders of curated calibrations are named after filters in lower case, with `_` for blanks: two filters that differ \
            in nothing else share a folder, and each other's flats. Rename one and keep its name as an alias.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            var first: [String: String] = [:]
            for filter in instrument.instrument.filters.filters {
                let folder = String(filter.name.lowercased().map { $0 == " " || $0 == "/" ? "_" : $0 })
                guard let other = first.updateValue(filter.name, forKey: folder) else { continue }
                findings.add(
                    at: instrument.place("filters.yaml", "filters", filter.name),
                    "the filters '\(other)' and '\(filter.name)' are both '\(folder)' in a path", hint: "rename one",
                    instrument: instrument)
            }
        }
    }
}
