extension BrokenPackage {
    static let rawLayout: [BrokenPackage] = []
}
