// A pipeline writes one import: what ObsKit's own API shows of the modules beneath it comes along.
@_exported public import ObsCalibrations
@_exported public import ObsDocuments
@_exported public import ObsFITS
@_exported public import ObsGeometry
@_exported public import ObsHeaderFiles
@_exported public import ObsText
@_exported public import ObsTime
@_exported public import ObsTranslation
