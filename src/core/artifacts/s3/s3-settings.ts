/** Where artifacts are kept in S3, or in anything that speaks its protocol. */
export interface S3Settings {
  readonly bucket: string;
  readonly region: string;
  /** Of another server than Amazon's. */
  readonly endpoint?: string;
  /** By which address browsers reach the same server; where it is given, pages lead there instead of passing bytes on. */
  readonly publicEndpoint?: string;
  /** Absent where the machine itself has a role. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}
