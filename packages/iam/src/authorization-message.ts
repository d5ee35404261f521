// The encoded message of a refusal: why, for those who may know.
import {
  type CompiledStatement,
  type Decision,
  findMatched,
  principalContext,
} from '@ostiary/evaluator';
import { type AccountId, formatPrincipal, type Principal } from '@ostiary/policy';
import type { Secrets } from './secrets.js';

/** Longest encoded message that DecodeAuthorizationMessage takes (STS API Reference). */
const MAX_MESSAGE_LENGTH = 10_240;

/**
 * Encodes a decision for the account of its principal, encrypted, so that the one who was refused
 * learns nothing by it. What does not fit is left out, the condition keys first. Undefined where
 * nobody could decode it, since the principal is of no account.
 */
export function encodeAuthorizationMessage(
  decision: Decision,
  secrets: Secrets,
): string | undefined {
  const { principal } = decision.request;
  const accountId = 'accountId' in principal ? principal.accountId : undefined;
  if (accountId === undefined) return undefined;
  const { context, matchedStatements, ...message } = describe(decision);
  const without = { ...context, conditions: items([]) };
  const attempts = [
    { ...message, matchedStatements, context },
    { ...message, matchedStatements, context: without },
    { ...message, matchedStatements: items([]), context: without },
  ];
  return attempts
    .map((each) => secrets.sealText(JSON.stringify(each), 'authorization-message', [accountId]))
    .find(({ length }) => length <= MAX_MESSAGE_LENGTH);
}

/** The text of an encoded message of this account; undefined for whatever else comes. */
export function decodeAuthorizationMessage(
  encoded: string,
  accountId: AccountId,
  secrets: Secrets,
): string | undefined {
  if (encoded.length > MAX_MESSAGE_LENGTH) return undefined;
  return secrets.openText(encoded, 'authorization-message', [accountId]);
}

/** In the shape of AWS (STS API Reference, "DecodeAuthorizationMessage"; its CLI example). */
function describe(decision: Decision) {
  const { request, outcome } = decision;
  return {
    allowed: outcome === 'allowed',
    explicitDeny: outcome === 'explicitDeny',
    matchedStatements: items(findMatched(decision).map(describeStatement)),
    failures: items([]),
    context: {
      principal: describePrincipal(request.principal),
      action: request.action,
      resource: request.resource,
      conditions: items(
        [...request.context].map(([key, values]) => ({ key, values: valueItems(values) })),
      ),
    },
  };
}

function describeStatement({ source }: CompiledStatement) {
  const { sid = '', effect, principal, action, resource, conditions } = source;
  return {
    statementId: sid,
    effect: effect.toUpperCase(),
    principals: valueItems(principal?.principals.map(({ value }) => value) ?? []),
    principalGroups: items([]),
    actions: valueItems(action.patterns),
    resources: valueItems(resource?.patterns ?? []),
    conditions: items(conditions.map(({ key, values }) => ({ key, values: valueItems(values) }))),
  };
}

function describePrincipal(principal: Principal) {
  const id = principalContext(principal).find(([key]) => key === 'aws:userid')?.[1];
  return { ...(id !== undefined && { id }), arn: formatPrincipal(principal) };
}

function items<Item>(list: readonly Item[]): { readonly items: readonly Item[] } {
  return { items: list };
}

function valueItems(values: readonly string[]) {
  return items(values.map((value) => ({ value })));
}
