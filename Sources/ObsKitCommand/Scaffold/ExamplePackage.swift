extension PackageDraft {
    /// The files of the example; `NAME` stands for the name of the package and of its instrument.
    static let example = [
        "package.yaml": """
        schema: obskit/package/1
        name: NAME
        # Raise the first number when a name or an id changes, the second when something is added.
        version: 0.1.0
        about: The camera NAME, two chips on a telescope that was made up.
        # The version of the package format; with Swift rules also hooks: {NAME: 1}.
        requires: {obskit: 1}
        instruments: [NAME]

        """,
        "README.md": """
        # NAME

        The camera NAME. Write here who maintains this package, where its numbers come from, and what is not described yet.

        | command | what |
        |---|---|
        | `obskit validate .` | whether the files can be read |
        | `obskit conformance .` | whether the package keeps its promises |
        | `obskit translate --package . FILE…` | what becomes of real files |
        | `obskit camera --package . NAME` | the focal plane |

        """,
        "instrument.yaml": """
        schema: obskit/instrument/1
        name: NAME
        aliases: []
        about: Two chips on a telescope that was made up.
        # How a file is recognized: the best weight of the conditions that hold, among all cameras that are installed.
        detection:
          - {when: {card: INSTRUME, equals: NAME}, weight: 100}
        # Which HDUs hold an observation: here each extension with a CCDNUM, over the cards of the primary header.
        headers: {from: each, where: {card: CCDNUM, is: defined}, inherit: primary}
        # How large the integers can become, how exposure and detector are packed into one, and how many seconds after midnight
        # TAI the observing day begins; never change them.
        identifiers:
          exposure_id: [{part: exposure, size: 100000000}]
          detector_exposure_id: &packed [{part: detector, size: 100}, {part: exposure, size: 100000000}]
          packers: {observation: *packed}
          default_packer: observation
          observing_day: [{offset_s: 43200}]

        """,
        "filters.yaml": """
        schema: obskit/filters/1
        # The name is what headers say, up to 32 characters; names and aliases are never given to another filter.
        filters:
          - {name: g, band: g, central_wavelength_nm: 480, width_nm: 140}
          - {name: r, band: r, aliases: [red], central_wavelength_nm: 620, width_nm: 140}
          # What lets no light through.
          - {name: dark, band: dark, opaque: true}

        """,
        "translation.yaml": """
        schema: obskit/translation/2
        # The dates of the FITS standard, and what follows from other properties, come from the base.
        extends: Standard:translation.yaml
        # The instrument's words for what is the same everywhere.
        observation_kinds: {science: science, bias: bias, dark: dark, flat: flat}
        # One rule for each property; null says that the headers never tell. RuleLanguage.md has all that a rule can say.
        properties:
          location: {location: {site: ctio}}
          # identifiers: of instrument.yaml says how the integers are made.
          exposure_id: {identifier: exposure_id, with: {exposure: {card: EXPNUM}}}
          visit_id: {property: exposure_id}
          # A label of one exposure, 64 characters at most.
          observation_id: {text: 'NAME-{exposure_id:08}'}
          observation_type: {card: OBSTYPE, steps: [trim, lower, {rename: {object: science}}]}
          physical_filter: {card: FILTER, steps: [trim]}
          # Quantities need the unit in which the card has them.
          exposure_time: {card: EXPTIME, unit: s}
          dark_time: {card: DARKTIME, unit: s}
          datetime_end: {time: {of: {property: datetime_begin}, plus: {property: exposure_time}}}
          observing_day_offset: {identifier: observing_day_offset}
          object: {card: OBJECT}
          science_program: {card: PROPID}
          # The chip: its number in the camera, from which follow its name and its serial number.
          detector_num: {card: CCDNUM}
          detector_name: {detector: name, by: {number: {property: detector_num}}}
          detector_unique_name: {detector: unique_name, by: {number: {property: detector_num}}}
          detector_serial: {card: CHIP}
          detector_group: null
          detector_exposure_id: {identifier: detector_exposure_id}
          # Several alternatives: where the cards of the first are missing, the second tries. A bias has no position, and that
          # is right. A card that is there and cannot be read ends the rule, and the property fails.
          tracking_radec:
            - sky: {right_ascension: RA, declination: DEC, right_ascension_unit: hourangle, frame: RADESYS}
            - {constant: null, unless: {property: observation_type, equals: science}}
          boresight_rotation_angle: {constant: 90, unit: deg}
          boresight_rotation_coord: {constant: sky}
          boresight_airmass: [{card: AIRMASS}, null]
          altaz_begin: null
          # The weather station writes -99 when it is out of order: that is no temperature, and nothing is wrong.
          temperature: [{card: OUTTEMP, unit: degC, steps: [{missing: [-99, nan]}]}, null]
          pressure: null
          relative_humidity: null
          focus_z: null

        """,
        "corrections.yaml": """
        schema: obskit/corrections/1
        # Repairs of wrong headers, applied to a copy before translation; the file itself is never changed.
        corrections:
          - name: bias-has-no-filter
            when: {card: OBSTYPE, equals: bias}
            change: [{set: FILTER, to: dark}]
            reason: The shutter is closed; FILTER names what was left in the beam.
            reference: the example of obskit new

        """,
        "camera/sensors.yaml": """
        schema: obskit/sensors/1
        # Chips of one model share a layout. Boxes are [x, y, columns, rows] of pixels from 0: box_px in the assembled chip,
        # raw_px in the file, data_px the part of raw_px that saw light.
        sensors:
          chip:
            size_px: [2048, 4096]
            pixel_size_mm: [0.015, 0.015]
            amplifiers:
              - name: A
                box_px: [0, 0, 1024, 4096]
                raw_px: [0, 0, 1074, 4096]
                data_px: [0, 0, 1024, 4096]
                serial_overscan_px: [1024, 0, 50, 4096]
                readout_corner: lower-left
              - name: B
                box_px: [1024, 0, 1024, 4096]
                raw_px: [1074, 0, 1074, 4096]
                data_px: [1124, 0, 1024, 4096]
                serial_overscan_px: [1074, 0, 50, 4096]
                readout_corner: lower-right

        """,
        "camera/focal-plane.yaml": """
        schema: obskit/focal-plane/1
        name: NAME
        # From millimeters to the sky. parity: flipped when the sky is mirrored.
        field_angle:
          radial: {plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1]}
          parity: normal
        # The chips themselves: gain (electron/ADU), read noise (electron) and saturation (ADU) of each amplifier.
        devices:
          chip-1: {layout: chip, serial: SN-1, gain: [2.1, 2.2], read_noise: [5.1, 5.3], saturation: [60000, 61000]}
          chip-2: {layout: chip, serial: SN-2, gain: [2.0, 2.1], read_noise: [5.0, 5.2], saturation: [60000, 61000]}
        # The places in the camera. An id is never given to another slot; the position is that of the chip's center.
        slots:
          W: {id: 1, position_mm: [-15.5, 0], device: chip-1}
          E: {id: 2, position_mm: [15.5, 0], device: chip-2}

        """,
        "camera/history.yaml": """
        schema: obskit/history/1
        # What was different when: [begin, end), UTC. What was found out later gets an edition: DATE.
        entries: []

        """,
        "conformance/headers/science.yaml": """
        schema: obskit/golden-header/1
        about: A science exposure of the camera that was made up.
        instrument: NAME
        # The cards that matter; put those of a real file here.
        hdus:
          - TELESCOP: Example
            INSTRUME: NAME
            EXPNUM: 12
            OBSTYPE: object
            OBJECT: M 31
            PROPID: 2024A-0001
            FILTER: r
            DATE-OBS: '2024-03-04T05:06:07.000'
            EXPTIME: 30.0
            DARKTIME: 31.0
            RA: '00:42:44.3'
            DEC: '+41:16:09'
            RADESYS: ICRS
            AIRMASS: 1.5
            OUTTEMP: 10.5
          - {CCDNUM: 1, CHIP: SN-1}
          - {CCDNUM: 2, CHIP: SN-2}
        # What must come of them, for each HDU that holds an observation: 'obskit translate --format yaml' writes it, and you judge.
        observations:
          - &first
            telescope: Example
            instrument: NAME
            location: [1814303.74553723, -5214365.7436216, -3187340.56598756]
            exposure_id: 12
            visit_id: 12
            physical_filter: r
            datetime_begin: [2460374.0, -0.2869907407407407]
            datetime_end: [2460374.0, -0.28664351851851855]
            exposure_time: 30.0
            exposure_time_requested: 30.0
            dark_time: 31.0
            boresight_airmass: 1.5
            boresight_rotation_angle: 90.0
            boresight_rotation_coord: sky
            detector_num: 1
            detector_name: W
            detector_unique_name: W
            detector_serial: SN-1
            detector_exposure_id: 1201
            object: M 31
            temperature: 283.65
            tracking_radec: [10.684583333333332, 41.269166666666665]
            science_program: 2024A-0001
            observation_type: science
            observation_id: NAME-00000012
            observation_reason: science
            exposure_group: '12'
            observing_day: 20240303
            observing_day_offset: 43200
            observation_counter: 0
            has_simulated_content: false
            group_counter_start: 0
            group_counter_end: 0
            can_see_sky: true
          - <<: *first
            detector_num: 2
            detector_name: E
            detector_unique_name: E
            detector_serial: SN-2
            detector_exposure_id: 1202

        """,
        "conformance/headers/bias.yaml": """
        schema: obskit/golden-header/1
        about: A bias of the camera that was made up, with one of its chips.
        instrument: NAME
        hdus:
          - {TELESCOP: Example, INSTRUME: NAME, EXPNUM: 13, OBSTYPE: bias, OBJECT: bias, PROPID: 2024A-0001, FILTER: r, DATE-OBS: '2024-03-04T18:00:00', EXPTIME: 0.0, DARKTIME: 0.5}
          - {CCDNUM: 1, CHIP: SN-1}
        observations:
          - telescope: Example
            instrument: NAME
            location: [1814303.74553723, -5214365.7436216, -3187340.56598756]
            exposure_id: 13
            visit_id: 13
            physical_filter: dark
            datetime_begin: [2460374.0, 0.2504282407407407]
            datetime_end: [2460374.0, 0.2504282407407407]
            exposure_time: 0.0
            exposure_time_requested: 0.0
            dark_time: 0.5
            boresight_rotation_angle: 90.0
            boresight_rotation_coord: sky
            detector_num: 1
            detector_name: W
            detector_unique_name: W
            detector_serial: SN-1
            detector_exposure_id: 1301
            object: bias
            science_program: 2024A-0001
            observation_type: bias
            observation_id: NAME-00000013
            observation_reason: unknown
            exposure_group: '13'
            observing_day: 20240304
            observing_day_offset: 43200
            observation_counter: 0
            has_simulated_content: false
            group_counter_start: 0
            group_counter_end: 0
            can_see_sky: false

        """,
        "conformance/points/points.yaml": """
        schema: obskit/golden-points/1
        # Points of the camera by numbers that do not come of this package: a survey of the chips, an astrometric solution.
        about: Reckoned by hand, 20 arcseconds for each millimeter.
        instrument: NAME
        detectors: 2
        first_detector: W
        plate_scale_arcsec_per_mm: 20
        points:
          - {detector: W, pixels_px: [1023.5, 2047.5], focal_plane_mm: [-15.5, 0], field_angle_rad: [-0.00150292241143967, 0]}
          - {detector: E, pixels_px: [-0.5, -0.5], focal_plane_mm: [0.14, -30.72]}

        """,
    ]
}
