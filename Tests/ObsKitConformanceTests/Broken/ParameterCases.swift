extension BrokenPackage {
    static let parameters: [BrokenPackage] = []
}
