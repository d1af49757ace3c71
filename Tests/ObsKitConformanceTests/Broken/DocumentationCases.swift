extension BrokenPackage {
    static let documentation: [BrokenPackage] = [
        BrokenPackage(
            "about-given", "the package", .replace("package.yaml", "about: Two chips on a bench.\n", with: "")),
        BrokenPackage(
            "about-given", "the instrument", .replace("instrument.yaml", "about: Two chips on a bench.\n", with: "")),
        BrokenPackage("readme-given", "", .remove("README.md")),
        BrokenPackage("readme-given", "without the instrument", .write("README.md", "A camera.\n")),
        BrokenPackage(
            "golden-headers-explained", "",
            .replace(
                "conformance/headers/science.yaml", "about: A made-up science of the bench.", with: "about: ▸science")),
        BrokenPackage("changes-written", "", .write("CHANGELOG.md", "1.0.0: The first.\n")),
    ]
}
