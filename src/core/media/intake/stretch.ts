/** The stretch of a file's clock that its pictures fill. */
export interface Stretch {
  readonly firstS: number;
  readonly durationS: number;
}
