/** Bounds of what may come in from outside, and of how long work on it may take. */
export const mediaLimits = {
  image: {
    /** A camera's largest ordinary picture. The worst of them, 16-bit and interlaced, takes a child to 470 MB. */
    maxPixels: 50_000_000,
    /** AVIF is decoded whole, several copies at a time: 25 million pixels take 560 MB, 50 million took 1 GB (measured). */
    maxAvifPixels: 25_000_000,
    /** Twice the longest side of any video here: camera moves may zoom in without showing pixels. */
    maxSide: 2_048,
    /** Below this there is nothing to animate; it is also the smallest video. */
    minSide: 16,
    /** 50 million pixels of AVIF, the slowest to decode, take a few seconds on one core; more is a file made to stall. */
    timeoutMs: 20_000,
    /** Memory of the child process, twice what the worst picture takes. */
    maxMegabytes: 1_200,
  },
  video: {
    /** UHD, the largest that cameras and models give. */
    maxPixels: 3_840 * 2_160,
    /** The longest side that the codecs' common levels know. */
    maxSide: 8_192,
    /** Below this there is nothing to see; it is also what encoders work in. */
    minSide: 16,
    /** A camera writes three or four; a file with more than this is made to stall. */
    maxStreams: 32,
    /** Longest video that is taken in, in seconds: twice the longest that can be asked for. */
    maxDurationS: 120,
    /** `maxDurationS` at 60 frames a second. */
    maxFrames: 7_200,
    /** The same of what the studio joins itself: its longest result, with the frames that a loop or a seam takes off. */
    maxResultS: 310,
    maxResultFrames: 18_600,
    /** Frames a second of the house form. */
    minFps: 1,
    maxFps: 60,
    /** What players take for a lone picture without a duration. */
    gifFps: 10,
    /** Of the house form: full HD with its height rounded up to whole macroblocks. */
    maxHousePixels: 1_920 * 1_088,
    /** H.264 level 4.2 allows sides of up to √(8 × 8,704) macroblocks (ITU-T H.264 A.3.1), which is 4,208 pixels. */
    maxHouseSide: 4_096,
    /** Reading one hour's worth of packets takes less than a second; a file that takes longer is made to stall. */
    probeTimeoutMs: 20_000,
    /** Frames put between others are the slowest work: about five a second at 1024×576 on a busy machine, of 3,600. */
    finishTimeoutMs: 1_500_000,
    /** The worst is 120 s of UHD at 60 frames a second; what takes longer than a quarter of an hour is not for a chat. */
    takeTimeoutMs: 900_000,
    /** Memory of the child process: UHD decoded, scaled and encoded on two cores takes about a third of it. */
    maxMegabytes: 2_400,
  },
} as const;
