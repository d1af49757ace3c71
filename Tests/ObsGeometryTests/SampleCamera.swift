import ObsDocuments
import ObsTime

@testable import ObsGeometry

/// A small camera that uses every part of a description, as text.
enum SampleCamera {
    static let sensors = """
        schema: obskit/sensors/1
        sensors:
          pair:
            size_px: [200, 100]
            pixel_size_mm: [0.015, 0.015]
            reference_px: [100.5, 50.5]
            physical_type: P2
            crosstalk: [[0, 1.0e-4], [2.0e-4, 0]]
            defaults:
              readout_corner: lower-left
              saturation: 60000
              linearity: {type: Squared, coefficients: [1.5e-8, 0, ~, ~], threshold: 0, maximum: 60000, units: DN}
            amplifiers:
              - name: A
                box_px: [0, 0, 100, 100]
                raw_px: [0, 0, 120, 110]
                data_px: [10, 0, 100, 100]
                serial_prescan_px: [0, 0, 10, 100]
                serial_overscan_px: [110, 0, 10, 100]
                parallel_overscan_px: [10, 100, 100, 10]
              - name: B
                box_px: [100, 0, 100, 100]
                raw_px: [120, 0, 120, 110]
                data_px: [130, 0, 100, 100]
                serial_prescan_px: [230, 0, 10, 100]
                serial_overscan_px: [120, 0, 10, 100]
                parallel_overscan_px: [130, 100, 100, 10]
                readout_corner: lower-right
                gain: 2.5
          quad:
            size_px: [200, 100]
            pixel_size_mm: [0.015, 0.0125]
            file_flip: x
            unverified: nobody has looked
            defaults: {readout_corner: lower-left}
            amplifiers:
              - {name: C00, hdu: 1, extension: SEG00, channel: 4, box_px: [0, 0, 80, 40], raw_px: [0, 0, 90, 44], data_px: [5, 4, 80, 40], parallel_prescan_px: [5, 0, 80, 4]}
              - {name: C01, hdu: 2, box_px: [80, 0, 120, 40], raw_px: [0, 0, 130, 44], data_px: [5, 4, 120, 40], flip: x, raw_offset_px: [90, 0]}
              - {name: C10, hdu: 3, box_px: [0, 40, 80, 60], raw_px: [0, 0, 90, 64], data_px: [5, 4, 80, 60], flip: y, raw_offset_px: [0, 44]}
              - {name: C11, hdu: 4, box_px: [80, 40, 120, 60], raw_px: [0, 0, 130, 64], data_px: [5, 4, 120, 60], flip: xy, raw_offset_px: [90, 44], suspect_level: 50000}

        """

    static let focalPlane = """
        schema: obskit/focal-plane/1
        name: Sample
        edition: 2012-01-01
        field_angle:
          radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1, 0, -1.0e-5]}
          parity: flipped
        frames:
          sixtieths: {from: focal-plane, unit: mm/60, affine: {matrix: [[60, 0], [0, 60]], offset: [1, 2]}}
          actual: {from: pixels, unit: px, polynomial: {input_scale: 100, output_scale: 100, x: [[0, 0, 1.0e-4], [1, 0], [0]], y: [[0, 1, 0], [0, 0], [2.0e-4]]}}
        groups:
          west: {serial: G-1, position_mm: [-3, 1], yaw_deg: 90}
          east: {}
        devices:
          P-001:
            layout: pair
            gain: [1.5, 1.6]
            read_noise: 4.5
          P-002:
            layout: pair
            serial: ~
            physical_type: spare
            linearity: {type: [Squared, None], coefficients: [[1.0e-8, ~], []], threshold: [1, 2], maximum: ~, units: ADU}
            crosstalk: [[0, 0], [0.001, 0]]
          Q-001: {layout: quad, gain: [1, 2, 3, 4], saturation: [1000, ~, 3000, 4000], suspect_level: 900}
          Q-002: {layout: quad}
        slots:
          W1: {id: 1, group: west, offset_mm: [0.5, 0.25, 0.125], yaw_deg: 10, device: P-001}
          W2: {id: 2, group: west, position_mm: [-3, -1], device: P-002, hdu: 7, extension: CCD2}
          E1: {id: 11, group: east, type: guider, position_mm: [1, 1, -0.5], yaw_deg: 269.9, pitch_deg: 5, roll_deg: -3, device: Q-001}
          E2: {id: 12, group: east, type: focus, position_mm: [5, 1], device: unknown, layout: quad, status: unused}
          E3: {id: 13, type: wavefront, position_mm: [5, -1], device: none}

        """

    static let history = """
        schema: obskit/history/1
        entries:
          - begin: 2013-01-01
            end: 2014-01-01T12:00:35 TAI
            reason: it got no light
            source: log book
            confidence: stated
            slots:
              W2: {status: dead, amplifier_status: {B: partial}}
          - begin: 2013-06-01
            end: 2013-07-01
            reason: another chip was tried
            source: log book
            confidence: verified
            slots:
              W1: {device: Q-002}
          - begin: 2015-01-01
            reason: a guider was added, another chip taken out
            source: drawing
            confidence: verified
            add_slots:
              E4: {id: 14, group: east, type: guider, position_mm: [3, 3], device: P-002}
            remove_slots: [W2]
          - edition: 2020-02-02
            reason: better gains and sections
            source: laboratory
            confidence: from-memory
            field_angle: {radial: {coefficients_rad_per_mm: [0, 1.0e-4]}}
            groups:
              west: {serial: ~}
            sensors:
              quad:
                defaults: {suspect_level: 48000}
                amplifiers:
                  C00: {channel: 3}
                amplifier_order: [C10, C11, C00, C01]
            devices:
              Q-001: {gain: [1.1, 2.1, 3.1, 4.1]}
          - edition: 2021-03-03
            reason: parity and position
            source: sky
            confidence: verified
            field_angle: {parity: normal}
            frames:
              sixtieths: {from: field-angle, unit: arcsec, affine: {matrix: [[206264.8, 0], [0, 206264.8]]}}
            slots:
              W2: {position_mm: [-3.5, -1], yaw_deg: 0.25, type: focus}

        """

    /// Reads a camera of three texts, whose files are sensors.yaml, focal-plane.yaml and history.yaml.
    static func read(
        sensors: String = sensors, focalPlane: String = focalPlane, history: String? = history
    ) throws -> CameraHistory {
        try CameraHistory(
            focalPlane: .yaml(text: focalPlane, file: "focal-plane.yaml"),
            sensors: [.yaml(text: sensors, file: "sensors.yaml")],
            history: history.map { try .yaml(text: $0, file: "history.yaml") })
    }

    /// An instant of a UTC date.
    static func date(_ text: String) throws -> Instant { try Instant(iso: text, scale: .utc) }

    /// The camera of a UTC date.
    static func camera(at date: String = "2012-06-01", edition: Edition = .newest) throws -> Camera {
        try read().camera(at: Self.date(date), edition: edition)
    }
}
