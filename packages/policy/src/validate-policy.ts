// A policy document to everything there is to say about it: what is wrong, and what to look at.
import { type ConditionKeyRegistry, createConditionKeyRegistry } from './condition-key.js';
import { findPosition } from './find-position.js';
import type { Finding } from './finding.js';
import { type ParsePolicyOptions, parsePolicy } from './parse-policy.js';
import type { PolicyDocument } from './policy-document.js';
import { checkStatement } from './statement-checks.js';

/** How to validate a policy document. */
export interface ValidatePolicyOptions extends Pick<ParsePolicyOptions, 'policyType'> {
  /** The condition keys that are known; the global ones when left out. */
  readonly conditionKeys?: ConditionKeyRegistry;
}

/**
 * Validates the text of a policy document, with the names that IAM Access Analyzer has for its
 * checks (IAM User Guide, "Access Analyzer policy check reference"). A document that does not parse
 * has its issues as errors and no further finding.
 *
 * @example
 * ```ts
 * for (const { findingType, code, message } of validatePolicy(text)) {
 *   console.log(`${findingType} ${code}: ${message}`);
 * }
 * ```
 */
export function validatePolicy(
  text: string,
  options: ValidatePolicyOptions = {},
): readonly Finding[] {
  const { conditionKeys = createConditionKeyRegistry() } = options;
  const parsed = parsePolicy(text, options);
  if (!parsed.ok) return parsed.issues.map((issue) => ({ ...issue, findingType: 'ERROR' }));
  // A document of one statement may have it without the brackets of a list.
  const { Statement }: PolicyDocument = JSON.parse(text);
  return parsed.value.statements.flatMap((statement, index) =>
    checkStatement(statement, conditionKeys).map((finding) => {
      const at = Array.isArray(Statement) ? [index] : [];
      const path = ['Statement', ...at, ...finding.path];
      return { ...finding, path, ...(findPosition(text, path) ?? { line: 1, column: 1 }) };
    }),
  );
}
