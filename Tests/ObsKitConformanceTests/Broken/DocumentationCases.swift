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
        BrokenPackage(
            "decisions-made", "",
            .replace("filters.yaml", "filters:\n", with: "filters:\n  ▸# DECIDE: is red a band?\n"),
            .replace("conformance/points/Toy.yaml", "detectors: 2\n", with: "detectors: 2  ▸# DECIDE\n")),
        BrokenPackage(
            "decisions-made", "in a file .yml, and not in that of a package inside of it",
            .write("conformance/notes.yml", "▸# DECIDE: what now?\n"),
            .write("inner/package.yaml", "# DECIDE: what is it?\n"), .write("inner/filters.yaml", "# DECIDE: which?\n")),
        BrokenPackage(
            "decisions-made", "in a hidden file that another one extends",
            .replace("filters.yaml", "filters:\n", with: "extends: .base.yaml\nfilters:\n"),
            .write(".base.yaml", "schema: obskit/filters/1\n▸# DECIDE: which?\nfilters: [{name: none, band: white}]\n")),
        BrokenPackage("changes-written", "", .write("CHANGELOG.md", "1.0.0: The first.\n")),
    ]
}
