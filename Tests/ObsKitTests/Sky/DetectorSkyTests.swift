import Foundation
import ObsGeometry
import ObsTime
import ObsTranslation
import Testing

@testable import ObsKit

@Suite struct DetectorSkyTests {
    static let pointings = [
        (10.0, -30.0, 0.0), (359.99, 0.0, 77.7), (123.4, 89.7, 200.0), (200.0, -90.0, 45.0), (0.0, 60.0, 300.0),
    ].map { Pointing(boresight: SkyPosition(rightAscension: $0.0, declination: $0.1), rotation: $0.2) }

    /// The position angle of one position seen from another, degrees from north through east (spherical trigonometry).
    static func positionAngle(from: SkyPosition, to: SkyPosition) -> Double {
        let turn = Double.pi / 180
        let longitude = (to.rightAscension - from.rightAscension) * turn
        let (here, there) = (from.declination * turn, to.declination * turn)
        let angle = atan2(
            sin(longitude) * cos(there), cos(here) * sin(there) - sin(here) * cos(there) * cos(longitude))
        return angle / turn
    }

    static func remainder(_ angle: Double) -> Double { angle - 360 * (angle / 360).rounded() }

    @Test(arguments: pointings)
    func `the length of the field angle is the tangent of the distance from the boresight`(_ pointing: Pointing) throws
    {
        for sky in try SkyCamera.decam().sky(pointing) + SkyCamera.lsstCam().sky(pointing) {
            for pixel in sky.detector.box.corners {
                let angle = sky.detector.pixelsToFieldAngle(pixel)
                let position = try #require(sky.position(of: pixel))
                let distance = position.separation(from: pointing.boresight) * .pi / 180
                #expect(abs(distance - atan(angle.radius)) < 1e-14)
            }
        }
    }

    @Test(arguments: pointings.filter { abs($0.boresight.declination) < 90 })
    func `the position angle from the boresight is the rotation and the direction of the field angle`(
        _ pointing: Pointing
    ) throws {
        for sky in try SkyCamera.decam().sky(pointing) + SkyCamera.lsstCam().sky(pointing) {
            for pixel in sky.detector.box.corners {
                let angle = sky.detector.pixelsToFieldAngle(pixel)
                let position = try #require(sky.position(of: pixel))
                // +y at the rotation angle, +x a quarter turn westwards of it.
                let expected = pointing.rotation - atan2(angle.x, angle.y) * 180 / .pi
                let found = Self.positionAngle(from: pointing.boresight, to: position)
                #expect(abs(Self.remainder(found - expected)) < 1e-9)
            }
        }
    }

    @Test(arguments: pointings)
    func `pixels are found again from the sky`(_ pointing: Pointing) throws {
        for sky in try SkyCamera.decam().sky(pointing) + SkyCamera.lsstCam().sky(pointing) {
            for pixel in sky.detector.box.corners + [sky.detector.box.center] {
                let position = try #require(sky.position(of: pixel))
                let back = try #require(sky.pixel(of: position))
                #expect(back.distance(to: pixel) < 1e-7)
            }
        }
    }

    @Test func `x runs west and y north when the rotation is 0, and x north and y east at 90 degrees`() throws {
        let boresight = SkyPosition(rightAscension: 50, declination: 0)
        for (rotation, alongX, alongY) in [(0.0, (-1.0, 0.0), (0.0, 1.0)), (90, (0, 1), (1, 0))] {
            let pointing = Pointing(boresight: boresight, rotation: rotation)
            let sky = try #require(try SkyCamera.linear(scaleArcseconds: 36, parity: .normal).sky(pointing).first)
            let map = try #require(sky.linearization(at: sky.detector.box.center))
            // 36 arcseconds per mm and 0.01 mm are 1e-4 degrees.
            #expect(abs(map.xx - alongX.0 * 1e-4) < 1e-15 && abs(map.yx - alongX.1 * 1e-4) < 1e-15)
            #expect(abs(map.xy - alongY.0 * 1e-4) < 1e-15 && abs(map.yy - alongY.1 * 1e-4) < 1e-15)
        }
    }

    @Test func `a camera with the other parity mirrors x`() throws {
        let pointing = Pointing(boresight: SkyPosition(rightAscension: 50, declination: 0), rotation: 0)
        let sky = try #require(try SkyCamera.linear(scaleArcseconds: 36, parity: .flipped).sky(pointing).first)
        let map = try #require(sky.linearization(at: sky.detector.box.center))
        #expect(map.xx > 0.99e-4 && map.yy > 0.99e-4)
    }

    // Raw header of DECam exposure 160496, CCD 25: CRVAL, CRPIX and CD of its TPV description, evaluated with astropy 8.0.2
    // at the centre of the trimmed chip. The nominal pointing of the telescope is good to some arcminutes, a wrong parity,
    // rotation or side would be off by a degree.
    @Test func `DECam looks where the telescope's own header says`() throws {
        let pointing = Pointing(
            boresight: SkyPosition(rightAscension: 341.603025, declination: 20.788889), rotation: 90)
        let sky = DetectorSky(try #require(try SkyCamera.decam().detector(25)), pointing: pointing)
        let header = SkyPosition(rightAscension: 340.61029704, declination: 20.86629645)
        let center = try #require(sky.center)
        #expect(center.separation(from: header) * 60 < 3)
        let map = try #require(sky.linearization(at: sky.detector.box.center))
        // CD1_2 and CD2_1 of the header are 7.285e-5 and -7.285e-5 degrees per pixel.
        #expect(abs(map.xy - 7.285e-5) < 2e-6 && abs(map.yx + 7.285e-5) < 2e-6)
        #expect(abs(map.xx) < 1e-6 && abs(map.yy) < 1e-6)
    }

    // Header of LSSTCamSim exposure 7024032100720, R22_S11, HDU Segment10. The amplifier's section is mirrored in x and y in
    // the assembled detector, so both signs of its CD are turned.
    @Test func `LSSTCamSim looks where the simulation's header says`() throws {
        let pointing = Pointing(
            boresight: SkyPosition(rightAscension: 250.0766182492807, declination: 1.9776604848010424),
            rotation: 81.1232673442895)
        let sky = DetectorSky(try #require(try SkyCamera.lsstCam().detector(94)), pointing: pointing)
        let map = try #require(sky.linearization(at: sky.detector.box.center))
        let header = Matrix2(8.48414790016351e-06, -5.4940441727386e-05, -5.494241081669e-05, -8.4913387213645e-06)
        #expect(abs(map.xx + header.xx) < 1.5e-7 && abs(map.xy + header.xy) < 1.5e-7)
        #expect(abs(map.yx + header.yx) < 1.5e-7 && abs(map.yy + header.yy) < 1.5e-7)
    }

    @Test func `the outline has as many points on each edge as are asked for`() throws {
        let sky = DetectorSky(try #require(try SkyCamera.decam().detector(25)), pointing: Self.pointings[0])
        let corners = try #require(sky.outline())
        #expect(corners.count == 4)
        #expect(corners == sky.detector.box.corners.compactMap { sky.position(of: $0) })
        let fine = try #require(sky.outline(pointsPerEdge: 5))
        #expect(fine.count == 20)
        #expect([0, 5, 10, 15].map { fine[$0] } == corners)
    }

    @Test func `detectors that see a position are found`() throws {
        let camera = try SkyCamera.decam()
        let sky = DetectorSky(try #require(camera.detector(25)), pointing: Self.pointings[1])
        let position = try #require(sky.position(of: Point(3, 4)))
        #expect(camera.detectors(seeing: position, pointing: Self.pointings[1]).map(\.detector.id) == [25])
        let opposite = SkyPosition(rightAscension: 180, declination: 0)
        #expect(camera.detectors(seeing: opposite, pointing: Self.pointings[1]).isEmpty)
    }

    @Test func `the derivatives agree with differences`() throws {
        let sky = DetectorSky(try #require(try SkyCamera.decam().detector(1)), pointing: Self.pointings[2])
        let pixel = Point(100, 3000)
        let map = try #require(sky.linearization(at: pixel))
        let here = try #require(sky.position(of: pixel))
        let plane = TangentPlane(at: here)
        for (step, column) in [(Point(1, 0), Point(map.xx, map.yx)), (Point(0, 1), Point(map.xy, map.yy))] {
            let ahead = try #require(sky.position(of: pixel + step).flatMap(plane.point))
            let behind = try #require(sky.position(of: pixel - step).flatMap(plane.point))
            let slope = Point((ahead.x - behind.x) * 90 / .pi, (ahead.y - behind.y) * 90 / .pi)
            #expect(slope.distance(to: column) < 1e-8 * column.radius)
        }
    }
}

@Suite struct PointingTests {
    static func observation(
        position: SkyPosition? = SkyPosition(rightAscension: 1, declination: 2), rotation: Double? = 3,
        coordinate: String? = "sky", detector: Int? = 25
    ) -> ObservationInfo {
        var info = ObservationInfo()
        info.observationID = "X1"
        info.trackingRADec = position
        info.boresightRotationAngle = rotation
        info.boresightRotationCoord = coordinate
        info.detectorNum = detector
        return info
    }

    @Test func `an observation of the sky says where the camera looks`() throws {
        let pointing = try Pointing(Self.observation())
        #expect(pointing == Pointing(boresight: SkyPosition(rightAscension: 1, declination: 2), rotation: 3))
        #expect(try SkyCamera.decam().sky(of: Self.observation()).detector.id == 25)
    }

    @Test(arguments: [
        (observation(position: nil), SkyError.Code.noBoresight, "X1 has no tracking_radec"),
        (observation(rotation: nil), .noRotation, "X1 has no boresight_rotation_angle"),
        (observation(coordinate: "horizon"), .rotationNotOnSky, "X1 measures its rotation angle in 'horizon'"),
        (observation(coordinate: nil), .rotationNotOnSky, "X1 measures its rotation angle in 'nothing'"),
        (observation(detector: nil), .unknownDetector, "names no detector"),
        (observation(detector: 99), .unknownDetector, "camera DECam has no detector 99"),
    ])
    func `what an observation does not say is named`(
        _ observation: ObservationInfo, _ code: SkyError.Code, _ words: String
    ) throws {
        let error = try #require(throws: SkyError.self) { try SkyCamera.decam().sky(of: observation) }
        #expect(error.code == code)
        #expect("\(error)".contains(words))
    }
}
