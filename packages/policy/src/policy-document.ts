// A policy document as people write it, before it is understood.

/** A JSON scalar where IAM takes text: numbers and booleans are read as their text. */
export type ScalarText = string | number | boolean;

/** IAM lets every list of one be written without its brackets. */
export type OneOrMany<T> = T | readonly T[];

/** `Condition`: operator to condition key to values. */
export type ConditionDocument = Readonly<
  Record<string, Readonly<Record<string, OneOrMany<ScalarText>>>>
>;

/** `Principal` or `NotPrincipal`: everyone, or principals by type. */
export type PrincipalDocument =
  | '*'
  | Readonly<Partial<Record<'AWS' | 'Service' | 'Federated' | 'CanonicalUser', OneOrMany<string>>>>;

/** One statement as written (IAM User Guide, "Grammar of the IAM JSON policy language"). */
export interface StatementDocument {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: PrincipalDocument;
  readonly NotPrincipal?: PrincipalDocument;
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Condition?: ConditionDocument;
}

/** A policy document as written. */
export interface PolicyDocument {
  readonly Version?: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: OneOrMany<StatementDocument>;
}
