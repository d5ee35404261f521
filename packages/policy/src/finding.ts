// What a validator has to say about a policy, beyond whether it parses.
import type { IssueCode, JsonPath } from './issue.js';

/** How much a finding matters, in the words of `ValidatePolicy` (Access Analyzer API Reference). */
export type FindingType = 'ERROR' | 'SECURITY_WARNING' | 'WARNING' | 'SUGGESTION';

/** Checks of policies that parse, by the names that Access Analyzer has for them. */
export type CheckCode =
  | 'ALLOW_WITH_NOT_PRINCIPAL'
  | 'EMPTY_ARRAY_CONDITION'
  | 'FORALLVALUES_WITH_SINGLE_VALUED_KEY'
  | 'INVALID_GLOBAL_CONDITION_KEY'
  | 'MISSING_QUALIFIER'
  | 'TYPE_MISMATCH'
  | 'WILDCARD_WITHOUT_LIKE_OPERATOR';

/** One thing to look at in a policy, and where it stands. */
export interface Finding {
  readonly findingType: FindingType;
  readonly code: IssueCode | CheckCode;
  readonly message: string;
  readonly path: JsonPath;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}
