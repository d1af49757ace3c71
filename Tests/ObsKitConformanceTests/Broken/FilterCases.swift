extension BrokenPackage {
    static let filters: [BrokenPackage] = [
        BrokenPackage(
            "filter-names", "too long",
            .replace(
                "filters.yaml", "filters:\n",
                with: "filters:\n  - {name: ▸a broad filter that is redder than red, band: i, opaque: true}\n")),
        BrokenPackage(
            "filter-names", "a blank at an end",
            .replace("filters.yaml", "filters:\n", with: "filters:\n  - {name: dim, band: ▸' d', opaque: true}\n")),
        BrokenPackage(
            "filter-names", "made by wheels",
            .write(
                "filters.yaml",
                """
                schema: obskit/filters/1
                filters:
                  - {name: red, band: r, aliases: [R], central_wavelength_nm: 620, width_nm: 130}
                  - {name: blue, band: g, central_wavelength_nm: 480, width_nm: 140}
                  - {name: shut, band: dark, opaque: true}
                elements:
                  - {name: a glass of the first wheel, band: x}
                  - {name: a glass of the second wheel, band: z}
                wheels:
                  ▸- {elements: [[a glass of the first wheel], [a glass of the second wheel]], separator: '~', band: '{1}'}

                """)),
        BrokenPackage(
            "filter-folders", "",
            .replace("filters.yaml", "filters:\n", with: "filters:\n  - {name: Red, band: dark, opaque: true}\n"),
            .replace("filters.yaml", "{name: red", with: "▸{name: red")),
        BrokenPackage(
            "filter-wavelengths", "",
            .replace(
                "filters.yaml", "band: r, aliases: [R], central_wavelength_nm: 620",
                with: "band: broad, aliases: [R], central_wavelength_nm: ▸0.62")),
        BrokenPackage(
            "filter-wavelengths", "a width", .replace("filters.yaml", "width_nm: 130", with: "width_nm: ▸1300")),
        BrokenPackage("band-wavelengths", "", .replace("filters.yaml", "nm: 620", with: "nm: ▸820")),
        BrokenPackage(
            "wavelengths-given", "",
            .replace(
                "filters.yaml", "{name: red, band: r, aliases: [R], central_wavelength_nm: 620, width_nm: 130}",
                with: "▸{name: red, band: r, aliases: [R]}")),
        BrokenPackage(
            "filters-known", "",
            .replace("conformance/headers/science.yaml", "FILTER: red", with: "FILTER: green"),
            .replace("conformance/headers/science.yaml", "physical_filter: red", with: "physical_filter: ▸green")),
        BrokenPackage(
            "filters-written", "a default",
            .replace("translation.yaml", "{card: FILTER}", with: "[{card: FILTER}, {default: ▸none}]")),
        BrokenPackage(
            "filters-written", "a table",
            .replace(
                "translation.yaml", "{card: FILTER}", with: "{card: FILTER, steps: [{rename: {r: ▸rot, b: blue}}]}")),
    ]
}
