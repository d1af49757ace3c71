/// What was noticed about the headers of a file, each remark once however many headers it concerns.
struct Remarks {
    private var texts: [String] = []
    private var hdus: [String: [Int]] = [:]

    mutating func add(_ text: String, hdu: Int) {
        if hdus[text] == nil { texts.append(text) }
        hdus[text, default: []].append(hdu)
    }

    /// One line for each remark: `file[3]: …`, or `file: … (in 70 headers)`.
    func lines(_ path: String, of count: Int) -> [String] {
        texts.map { text in
            let places = hdus[text] ?? []
            if count == 1 { return "\(path): \(text)" }
            return places.count == 1
                ? "\(path)[\(places[0])]: \(text)" : "\(path): \(text) (in \(places.count) of \(count) headers)"
        }
    }
}
