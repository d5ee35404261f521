// What a managed policy of the deployment is given as.

/** A managed policy that comes with the deployment. */
export interface BuiltInPolicy {
  /** `ReadOnlyAccess`; its ARN is `arn:aws:iam::aws:policy/ReadOnlyAccess`. */
  readonly policyName: string;
  /** `/` where it says none. */
  readonly path?: string;
  /** `ANPA…`, the same in every deployment and for good. */
  readonly policyId: string;
  readonly description: string;
  /** ISO 8601; when its first version was made. */
  readonly createDate: string;
  /** ISO 8601; when this version was made. */
  readonly updateDate: string;
  /** 1 for `v1`; it grows with each change of the document. */
  readonly version: number;
  readonly document: object;
}
