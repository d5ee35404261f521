// What a parser says instead of a value: issues, each with a code and its place in the text.

/** A path into a JSON text: object keys and array indexes from the root. */
export type JsonPath = readonly (string | number)[];

/**
 * What is wrong. Where IAM Access Analyzer has a check for it, the name is its `issueCode`
 * (IAM User Guide, "Access Analyzer policy check reference"); the others are ours.
 */
export type IssueCode =
  | 'DATA_TYPE_MISMATCH'
  | 'DUPLICATE_KEY'
  | 'DUPLICATE_KEYS_WITH_DIFFERENT_CASE'
  | 'EMPTY_VARIABLE'
  | 'INVALID_ACTION'
  | 'INVALID_ARN'
  | 'INVALID_ARN_PREFIX'
  | 'INVALID_CONDITION_KEY_FORMAT'
  | 'INVALID_CONDITION_OPERATOR'
  | 'INVALID_CONDITION_VALUE'
  | 'INVALID_EFFECT'
  | 'INVALID_POLICY_ELEMENT'
  | 'INVALID_PRINCIPAL_FORMAT'
  | 'INVALID_PRINCIPAL_KEY'
  | 'INVALID_SERVICE_IN_ACTION'
  | 'INVALID_SERVICE_IN_ARN'
  | 'INVALID_VERSION'
  | 'JSON_SYNTAX_ERROR'
  | 'MISSING_ACTION'
  | 'MISSING_ARN_FIELD'
  | 'MISSING_BRACE_IN_VARIABLE'
  | 'MISSING_EFFECT'
  | 'MISSING_PRINCIPAL'
  | 'MISSING_QUOTE_IN_VARIABLE'
  | 'MISSING_RESOURCE'
  | 'MISSING_STATEMENT'
  | 'NOTHING_AT_PATH'
  | 'NULL_WITH_IF_EXISTS'
  | 'RCP_SYNTAX_ERROR_PRINCIPAL'
  | 'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL'
  | 'ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE'
  | 'ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL'
  | 'TOO_DEEP'
  | 'TOO_LARGE'
  | 'UNIQUE_SIDS_REQUIRED'
  | 'UNSUPPORTED_ELEMENT_COMBINATION'
  | 'UNSUPPORTED_PRINCIPAL'
  | 'UNSUPPORTED_SID'
  | 'UNSUPPORTED_SPACE_IN_VARIABLE'
  | 'UNSUPPORTED_WILDCARD_IN_PRINCIPAL'
  | 'VARIABLE_UNSUPPORTED_IN_ELEMENT';

/** One thing that is wrong with a text, and where. */
export interface Issue {
  readonly code: IssueCode;
  /** One lower-case sentence: what was expected and what was found. */
  readonly message: string;
  readonly path: JsonPath;
  /** 1-based line in the source text. */
  readonly line: number;
  /** 1-based column in the source text, in UTF-16 code units. */
  readonly column: number;
}

/** The outcome of every `parse…` function of this package: a value, or why there is none. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };
