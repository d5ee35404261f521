// Ours: policy texts parsed and compiled once a user, a set for each.
import {
  type AuthorizationRequest,
  compile,
  createRequestContext,
  evaluate,
  type NamedPolicy,
  type PolicySet,
  principalContext,
} from '@ostiary/evaluator';
import { type AccountId, type Arn, type Policy, parsePolicy } from '@ostiary/policy';
import { contextEntries, printDocuments, userArn } from '../aws-policy.js';
import type { Engine, SynchronousPass } from '../engine.js';
import { ACCOUNT, type BenchRequest, type Workload } from '../workload.js';

/** The policy texts of a workload, as they are stored. */
export interface StoredTexts {
  readonly groups: readonly (readonly string[])[];
  readonly users: readonly (readonly string[])[];
}

/** The policies that bind each user, parsed. A group's are parsed once. */
export type ParsedUsers = readonly (readonly NamedPolicy[])[];

/** The engine under test; the others are measured against it. */
export const ostiary: Engine = {
  name: 'ostiary',
  use: 'JSON texts through `parsePolicy` and `compile`, one policy set a user, the texts of a group parsed once; each decision holds the statement that made it',
  translate: (workload) => {
    const texts = storeTexts(workload);
    return () => createLoaded(workload, compileUsers(parseUsers(texts, workload)));
  },
};

/** Prints the policies of a workload. Every user has a text of its own. */
export function storeTexts(workload: Workload): StoredTexts {
  return {
    groups: workload.groups.map(printDocuments),
    users: workload.users.map(({ own }) => printDocuments(own)),
  };
}

/** First half of loading. */
export function parseUsers(texts: StoredTexts, workload: Workload): ParsedUsers {
  const groups = texts.groups.map((documents, at) => parseAll(documents, `group-${at}`));
  return texts.users.map((documents, at) => [
    ...parseAll(documents, 'own'),
    ...(workload.users[at]?.groups ?? []).flatMap((group) => groups[group] ?? []),
  ]);
}

/** Second half of loading. */
export function compileUsers(users: ParsedUsers): readonly PolicySet[] {
  return users.map((policies) => compile(policies, 'identity'));
}

/** The compiled sets of a workload, ready to decide. */
export function createLoaded(
  workload: Workload,
  sets: readonly PolicySet[],
): { readonly prepare: (requests: readonly BenchRequest[]) => SynchronousPass } {
  return {
    prepare: (requests) => {
      const prepared = requests.map((request) => awsRequest(request, workload));
      const policies = requests.map(({ user }) => ({ identity: sets[user] }));
      return (from, to) => {
        let allowed = 0;
        for (let at = from; at < to; at += 1) {
          const request = prepared[at];
          const applicable = policies[at];
          if (request === undefined || applicable === undefined) continue;
          if (evaluate(request, applicable).outcome === 'allowed') allowed += 1;
        }
        return allowed;
      };
    },
  };
}

function parseAll(documents: readonly string[], name: string): readonly NamedPolicy[] {
  return documents.map((text, at) => ({ name: `${name}-${at}`, policy: parse(text) }));
}

function parse(text: string): Policy {
  const parsed = parsePolicy(text, { policyType: 'identity' });
  if (!parsed.ok) throw new TypeError(parsed.issues.map(({ message }) => message).join('; '));
  return parsed.value;
}

function awsRequest(request: BenchRequest, workload: Workload): AuthorizationRequest {
  const user = workload.users[request.user];
  if (user === undefined) throw new TypeError('expected a user of the workload, found none');
  const principal = {
    type: 'User',
    arn: userArn(user) as Arn,
    accountId: ACCOUNT as AccountId,
    userName: user.name,
  } as const;
  return {
    principal,
    action: request.action,
    resource: request.resource,
    context: createRequestContext([...principalContext(principal), ...contextEntries(request)]),
  };
}
