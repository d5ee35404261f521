// @ostiary/policy: the words of AWS IAM.
export { type AccountId, isAccountId } from './account-id.js';
export {
  type Arn,
  type ArnParts,
  formatArn,
  isArn,
  MAX_ARN_LENGTH,
  type ParsedArn,
  parseArn,
} from './arn.js';
export {
  type ConditionKeyDefinition,
  type ConditionKeyDefinitions,
  type ConditionKeyRegistry,
  type ConditionKeyType,
  createConditionKeyRegistry,
  GLOBAL_CONDITION_KEYS,
} from './condition-key.js';
export {
  CONDITION_OPERATORS,
  type ConditionOperator,
  type ConditionOperatorGrammar,
  type ConditionOperatorName,
  type ConditionValueType,
  findConditionOperator,
  formatConditionOperator,
  type SetQualifier,
} from './condition-operator.js';
export { findBoolean, findInstant, findNumber, isBase64 } from './condition-value.js';
export { findForeignAction } from './find-foreign-action.js';
export { findPosition } from './find-position.js';
export type { CheckCode, Finding, FindingType } from './finding.js';
export { isIpRange } from './ip-range.js';
export type { Issue, IssueCode, JsonPath, Parsed } from './issue.js';
export type { JsonMember, JsonNode } from './json-node.js';
export { parseJson } from './parse-json.js';
export {
  formatIssue,
  MAX_POLICY_LENGTH,
  type ParsePolicyOptions,
  parsePolicy,
} from './parse-policy.js';
export {
  type Pattern,
  type PatternFault,
  type PatternPart,
  type PatternSyntax,
  parsePattern,
} from './pattern.js';
export type {
  ActionClause,
  Condition,
  Effect,
  Policy,
  PolicyPrincipal,
  PolicyVersion,
  PrincipalClause,
  PrincipalKey,
  ResourceClause,
  Statement,
} from './policy.js';
export type {
  ConditionDocument,
  OneOrMany,
  PolicyDocument,
  PrincipalDocument,
  ScalarText,
  StatementDocument,
} from './policy-document.js';
export type { PolicyType } from './policy-type.js';
export type { Position } from './position.js';
export {
  type AnonymousPrincipal,
  type AssumedRolePrincipal,
  type CanonicalUserPrincipal,
  type FederatedPrincipal,
  type FederatedUserPrincipal,
  formatPrincipal,
  type Principal,
  type RolePrincipal,
  type RootPrincipal,
  type ServicePrincipal,
  type UserPrincipal,
} from './principal.js';
export { printPolicy } from './print-policy.js';
export { type ValidatePolicyOptions, validatePolicy } from './validate-policy.js';
