/** How an S3 service is reached, and as whom. */
export interface S3Access {
  /** Address of an S3-compatible service; AWS where absent. */
  readonly endpoint?: string
  readonly region: string
  /** Asked for now and then, so that rotated keys are taken up. Absent: the chain of the AWS SDK (environment, files, role). */
  readonly credentials?: () => S3Credentials
  /** PEM of the certificate authority of the endpoint, where it is not a public one. */
  readonly ca?: string
  /** Longest time for one try of a request, its body included; there are three. Default 20 000. */
  readonly timeoutMs?: number
}

export interface S3Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}
