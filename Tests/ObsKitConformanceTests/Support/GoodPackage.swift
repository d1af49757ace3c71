import ObsKit
import ObsKitConformance
import ObsText
import TestSupport

/// A small package in which no check finds anything, and which tests break.
struct GoodPackage {
    var files = [
        "package.yaml": """
        schema: obskit/package/1
        name: Toy
        version: 1.2.3
        about: Two chips on a bench.
        requires: {obskit: 1}
        instruments: [Toy]

        """,
        "README.md": "The camera Toy is for tests.\n",
        "CHANGELOG.md": "1.2.3: The first.\n",
        "instrument.yaml": """
        schema: obskit/instrument/1
        name: Toy
        aliases: [ToyCam]
        about: Two chips on a bench.
        detection: [{when: {card: INSTRUME, equals: Toy}, weight: 100}]
        headers: {from: each, where: {card: CCD, is: defined}, inherit: primary}
        identifiers:
          exposure_id: [{part: exposure, size: 1000000}]
          detector_exposure_id: &packed [{part: detector, size: 10}, {part: exposure, size: 1000000}]
          packers: {observation: *packed}
          default_packer: observation
          observing_day: [{offset_s: 0}]

        """,
        "filters.yaml": """
        schema: obskit/filters/1
        filters:
          - {name: red, band: r, aliases: [R], central_wavelength_nm: 620, width_nm: 130}
          - {name: blue, band: g, central_wavelength_nm: 480, width_nm: 140}
          - {name: shut, band: dark, opaque: true}

        """,
        "translation.yaml": translation,
        "corrections.yaml": """
        schema: obskit/corrections/1
        corrections:
          - name: no-filter-in-a-bias
            when: {card: OBSTYPE, equals: bias}
            change: [{set: FILTER, to: shut}]
            reason: The shutter was closed.
            reference: night log

        """,
        "camera/sensors.yaml": """
        schema: obskit/sensors/1
        sensors:
          chip:
            size_px: [100, 50]
            pixel_size_mm: [0.01, 0.01]
            crosstalk: [[0, 0.001], [0.001, 0]]
            amplifiers:
              - {name: A, box_px: [0, 0, 50, 50], raw_px: [0, 0, 55, 50], data_px: [0, 0, 50, 50], serial_overscan_px: [50, 0, 5, 50], readout_corner: lower-left}
              - {name: B, box_px: [50, 0, 50, 50], raw_px: [55, 0, 55, 50], data_px: [60, 0, 50, 50], serial_overscan_px: [55, 0, 5, 50], readout_corner: lower-right}

        """,
        "camera/focal-plane.yaml": """
        schema: obskit/focal-plane/1
        name: Toy
        field_angle: {radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1]}}
        devices:
          d1: {layout: chip, serial: s1, gain: [1.5, 1.6], read_noise: [4, 5], saturation: [60000, 61000]}
          d2: {layout: chip, serial: s2, gain: [1.5, 1.6], read_noise: [4, 5], saturation: [60000, 61000]}
          d3: {layout: chip, serial: s3, gain: [1.4, 1.4], read_noise: [4, 5], saturation: [60000, 61000]}
        slots:
          W: {id: 1, position_mm: [-1, 0], device: d1}
          E: {id: 2, position_mm: [1, 0], device: d2}

        """,
        "camera/history.yaml": """
        schema: obskit/history/1
        entries:
          - end: 2020-06-01
            reason: The first chip was replaced.
            source: night log
            confidence: verified
            slots: {W: {device: d3}}

        """,
        "tasks/sum.yaml": """
        schema: obskit/task/1
        task: sum
        about: Adds images.
        parameters:
          - {name: order, about: The order., type: integer, default: 0}
          - {name: clip, about: Where it clips., type: number, default: 3}
          - {name: levels, about: Levels of detectors., type: map, of: {type: number}, keys: detectors, default: {}}

        """,
        "parameters/sum.yaml": """
        schema: obskit/parameters/1
        task: sum
        task_schema: ../tasks/sum.yaml
        values: {order: 1}
        filters: [{names: [red], reason: The sky is bright., values: {clip: 4}}]

        """,
        "conformance/points/Toy.yaml": """
        schema: obskit/golden-points/1
        about: Reckoned by hand.
        instrument: Toy
        detectors: 2
        first_detector: W
        plate_scale_arcsec_per_mm: 20
        points:
          - {detector: E, pixels_px: [49.5, 24.5], focal_plane_mm: [1, 0], field_angle_rad: [9.69627362219072e-05, 0]}
          - {detector: W, pixels_px: [-0.5, -0.5], focal_plane_mm: [-1.5, -0.25]}

        """,
        "conformance/headers/science.yaml": header("science", id: 7, "red", date: "2021-03-04"),
        "conformance/headers/bias.yaml": header("bias", id: 8, "red", date: "2020-03-04"),
    ]

    private static let translation = """
        schema: obskit/translation/2
        extends: Standard:translation.yaml
        observation_kinds: {science: science, bias: bias}
        properties:
          location: null
          exposure_id: {card: EXPNUM}
          visit_id: {property: exposure_id}
          physical_filter: {card: FILTER}
          exposure_time: {card: EXPTIME, unit: s}
          datetime_end: {time: {of: {property: datetime_begin}, plus: {property: exposure_time}}}
          dark_time: null
          boresight_airmass: null
          boresight_rotation_angle: null
          boresight_rotation_coord: null
          detector_num: {card: CCD}
          detector_name: {detector: name, by: {number: {property: detector_num}}}
          detector_unique_name: {property: detector_name}
          detector_serial: {card: CHIP}
          detector_group: null
          detector_exposure_id: {integer: '10 * exposure_id + detector_num'}
          object: {card: OBJECT}
          temperature: null
          pressure: null
          relative_humidity: null
          focus_z: null
          tracking_radec: null
          altaz_begin: null
          altaz_end: null
          science_program: null
          observation_type: {card: OBSTYPE}
          observation_id: {card: OBSID}
          observing_day_offset: {constant: 0, unit: s}

        """

    private static func header(_ type: String, id: Int, _ filter: String, date: String) -> String {
        let serial = date < "2020-06-01" ? "s3" : "s1"
        let day = date.filter { $0 != "-" }
        let jd = date == "2021-03-04" ? "2459278.0, 0.10042824074074074" : "2458913.0, 0.10042824074074074"
        let end = date == "2021-03-04" ? "2459278.0, 0.1005439814814815" : "2458913.0, 0.1005439814814815"
        return """
            schema: obskit/golden-header/1
            about: A made-up \(type) of the bench.
            instrument: Toy
            hdus:
              - {TELESCOP: Bench, INSTRUME: Toy, OBSID: T\(id), EXPNUM: \(id), OBJECT: lamp, OBSTYPE: \(type), FILTER: \(filter), EXPTIME: 10.0, DATE-OBS: '\(date)T14:24:00'}
              - {CCD: 1, CHIP: \(serial)}
              - {CCD: 2, CHIP: s2}
            observations:
              - &first
                telescope: Bench
                instrument: Toy
                exposure_id: \(id)
                visit_id: \(id)
                physical_filter: \(type == "bias" ? "shut" : filter)
                datetime_begin: [\(jd)]
                datetime_end: [\(end)]
                exposure_time: 10.0
                exposure_time_requested: 10.0
                detector_num: 1
                detector_name: W
                detector_unique_name: W
                detector_serial: \(serial)
                detector_exposure_id: \(id)1
                object: lamp
                observation_type: \(type)
                observation_id: T\(id)
                observation_reason: \(type == "bias" ? "unknown" : "science")
                exposure_group: '\(id)'
                observing_day: \(day)
                observing_day_offset: 0
                observation_counter: 0
                has_simulated_content: false
                group_counter_start: 0
                group_counter_end: 0
                can_see_sky: \(type != "bias")
              - <<: *first
                detector_num: 2
                detector_name: E
                detector_unique_name: E
                detector_serial: s2
                detector_exposure_id: \(id)2

            """
    }

    /// Writes the files into a folder and returns it.
    func write(to folder: TemporaryFolder) throws -> String {
        for (path, text) in files { try folder.write(text, to: "Toy/\(path)") }
        return "\(folder.path)/Toy"
    }
}

/// The package of a folder, loaded among nothing but the built-in base.
func subject(_ folder: String, released: String? = nil, raw: [String] = []) throws -> ConformanceSubject {
    let catalog = InstrumentCatalog(folders: [folder])
    guard let package = catalog.packages.first(where: { $0.location == folder }) else {
        throw DiagnosticsError(catalog.diagnostics)
    }
    return ConformanceSubject(package: package, catalog: catalog, released: released, raw: raw)
}
