extension BrokenPackage {
    static let calibrations: [BrokenPackage] = []
}
