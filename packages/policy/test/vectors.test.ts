// Policy documents as AWS documents them, read or refused: one test a vector.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type IssueCode, type JsonPath, type PolicyType, parsePolicy } from '../src/index.js';

interface Refused {
  readonly name: string;
  readonly given: {
    readonly text: string;
    readonly policyType?: PolicyType;
    readonly at?: JsonPath;
  };
  readonly expect: readonly {
    readonly code: IssueCode;
    readonly path: JsonPath;
    readonly line: number;
    readonly column: number;
  }[];
}

interface Accepted {
  readonly name: string;
  readonly given: { readonly document: unknown; readonly policyType?: PolicyType };
  readonly expect: object;
}

const read = (name: string): string =>
  readFileSync(new URL(`./vectors/${name}.json`, import.meta.url), 'utf8');
const accepted: readonly Accepted[] = JSON.parse(read('accepted'));
const refused: readonly Refused[] = JSON.parse(read('refused'));
/** What is said of a refused document, by the name of its vector; each wording once. */
const messages: Readonly<Record<string, string>> = JSON.parse(read('messages'));

describe('documents that are read', () => {
  test.each(accepted)('$name', ({ given, expect: expected }) => {
    const { document, ...options } = given;
    const fromText = parsePolicy(JSON.stringify(document), options);
    expect(fromText).toMatchObject({ ok: true, value: expected });
    expect(parsePolicy(document, options)).toEqual(fromText);
  });
});

describe('documents that are refused, and where', () => {
  test.each(refused)('$name', ({ given, expect: expected }) => {
    const { text, ...options } = given;
    const parsed = parsePolicy(text, options);
    const issues = parsed.ok ? [] : parsed.issues;
    expect(issues.map(({ code, path, line, column }) => ({ code, path, line, column }))).toEqual(
      expected,
    );
    // One sentence, lower-case but for names, without a period.
    for (const { message } of issues) expect(message).toMatch(/^(Sid|JSON|[^A-Z])[^\n]*[^.\n]$/);
  });

  test.each(Object.entries(messages))('%s: `%s`', (name, message) => {
    const { text, ...options } = refused.find((each) => each.name === name)!.given;
    expect(parsePolicy(text, options)).toMatchObject({ issues: [{ message }] });
  });

  test('every issue code has a vector or a test that names it', () => {
    const elsewhere: readonly IssueCode[] = ['INVALID_ARN', 'TOO_DEEP', 'TOO_LARGE'];
    const seen = new Set<string>([
      ...refused.flatMap(({ expect: issues }) => issues.map(({ code }) => code)),
      ...elsewhere,
    ]);
    expect([...seen].toSorted()).toEqual(Object.keys(ISSUE_CODES));
  });
});

/** All of them, kept complete by the compiler. */
const ISSUE_CODES: Readonly<Record<IssueCode, true>> = {
  DATA_TYPE_MISMATCH: true,
  DUPLICATE_KEY: true,
  DUPLICATE_KEYS_WITH_DIFFERENT_CASE: true,
  EMPTY_VARIABLE: true,
  INVALID_ACTION: true,
  INVALID_ARN: true,
  INVALID_ARN_PREFIX: true,
  INVALID_CONDITION_KEY_FORMAT: true,
  INVALID_CONDITION_OPERATOR: true,
  INVALID_CONDITION_VALUE: true,
  INVALID_EFFECT: true,
  INVALID_POLICY_ELEMENT: true,
  INVALID_PRINCIPAL_FORMAT: true,
  INVALID_PRINCIPAL_KEY: true,
  INVALID_SERVICE_IN_ACTION: true,
  INVALID_SERVICE_IN_ARN: true,
  INVALID_VERSION: true,
  JSON_SYNTAX_ERROR: true,
  MISSING_ACTION: true,
  MISSING_ARN_FIELD: true,
  MISSING_BRACE_IN_VARIABLE: true,
  MISSING_EFFECT: true,
  MISSING_PRINCIPAL: true,
  MISSING_QUOTE_IN_VARIABLE: true,
  MISSING_RESOURCE: true,
  MISSING_STATEMENT: true,
  NOTHING_AT_PATH: true,
  NULL_WITH_IF_EXISTS: true,
  RCP_SYNTAX_ERROR_PRINCIPAL: true,
  ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL: true,
  ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE: true,
  ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL: true,
  TOO_DEEP: true,
  TOO_LARGE: true,
  UNIQUE_SIDS_REQUIRED: true,
  UNSUPPORTED_ELEMENT_COMBINATION: true,
  UNSUPPORTED_PRINCIPAL: true,
  UNSUPPORTED_SID: true,
  UNSUPPORTED_SPACE_IN_VARIABLE: true,
  UNSUPPORTED_WILDCARD_IN_PRINCIPAL: true,
  VARIABLE_UNSUPPORTED_IN_ELEMENT: true,
};
