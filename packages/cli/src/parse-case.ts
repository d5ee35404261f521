// One case of a batch: a request and the policies of every type that binds it.
import {
  type ApplicablePolicies,
  type AuthorizationRequest,
  compile,
  type NamedPolicy,
  type PolicySet,
} from '@ostiary/evaluator';
import type { JsonPath, PolicyType } from '@ostiary/policy';
import { parseRequest } from './parse-request.js';
import type { PolicyReader } from './policy-reader.js';
import type { ReadJson } from './read-json.js';
import { readList, readMembers, readOptionalList } from './read-value.js';
import { compileResourcePolicy, resourcePolicyType } from './resource-policy-rule.js';

/** A question that `evaluate` can answer. */
export interface Case {
  readonly request: AuthorizationRequest;
  readonly policies: ApplicablePolicies;
}

/** The members of a case that hold policies. */
export const POLICY_MEMBERS: readonly string[] = [
  'identityPolicies',
  'resourcePolicy',
  'permissionsBoundaries',
  'sessionPolicies',
  'serviceControlPolicies',
  'resourceControlPolicies',
  'endpointPolicies',
];

/**
 * Reads a case. Policies of a type that is null or absent do not apply; those of an empty list
 * apply and allow nothing.
 *
 * @throws CaseError when a part is missing, unknown or malformed
 */
export function parseCase(json: ReadJson, reader: PolicyReader): Case {
  const members = readMembers(json.value, [], ['id', 'request', ...POLICY_MEMBERS]);
  const request = parseRequest(members.request, ['request']);
  const read = (document: unknown, path: JsonPath, policyType: PolicyType): NamedPolicy =>
    reader.read(json, { document, path, policyType });

  const compileList = (documents: readonly unknown[], path: JsonPath, type: PolicyType) =>
    compile(
      documents.map((document, index) => read(document, [...path, index], type)),
      type,
    );
  const set = (member: string, type: PolicyType): PolicySet | undefined => {
    const documents = readOptionalList(members[member], [member]);
    return documents && compileList(documents, [member], type);
  };
  const levels = (member: string, type: PolicyType): readonly PolicySet[] | undefined =>
    readOptionalList(members[member], [member])?.map((level, index) => {
      const path = [member, index];
      return compileList(readList(level, path), path, type);
    });

  const { resourcePolicy = null } = members;
  return {
    request,
    policies: {
      identity: set('identityPolicies', 'identity'),
      ...compileResourcePolicy(
        resourcePolicy === null
          ? undefined
          : read(resourcePolicy, ['resourcePolicy'], resourcePolicyType(request)),
        request,
      ),
      permissionsBoundary: set('permissionsBoundaries', 'permissionsBoundary'),
      session: set('sessionPolicies', 'session'),
      serviceControl: levels('serviceControlPolicies', 'serviceControl'),
      resourceControl: levels('resourceControlPolicies', 'resourceControl'),
      endpoint: set('endpointPolicies', 'endpoint'),
    },
  };
}
