// What a request of the AWS Query protocol asks for: the gate's reader of IAM and STS.
import { type DecodedRequest, decodeRequest } from '@ostiary/api';
import type { Demand as DomainDemand, Iam } from '@ostiary/iam';
import type { Asked, Caller, Demand, ReceivedRequest, RequestReader } from '@ostiary/middleware';
import { parseArn } from '@ostiary/policy';
import { noteUse } from './note-use.js';
import { toOperationCaller } from './operation-caller.js';
import { refusing } from './request-refusal.js';

/** Operations that are called without a signature: the token or assertion in them is the proof. */
const UNSIGNED: ReadonlySet<string> = new Set(['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity']);

/** What was asked for, and what was demanded for it. */
export interface AskedCall extends DecodedRequest {
  readonly demanded?: readonly DomainDemand[];
}

/** Reads requests of IAM and STS, chosen by `Action` and `Version`. */
export function queryReader(iam: Iam): RequestReader<AskedCall> {
  return () => ({
    terms: { presignedUrls: true },
    body: 'first',
    ask: (request, caller) => refusing(() => ask(iam, request, caller)),
  });
}

async function ask(iam: Iam, request: ReceivedRequest, caller: Caller): Promise<Asked<AskedCall>> {
  const call = decode(request);
  noteUse(iam, caller, call.service);
  const action = `${call.service}:${call.name}`;
  if (UNSIGNED.has(call.name)) {
    return { action, authorization: 'none', anonymous: true, given: call };
  }
  if (caller.principal.type === 'Anonymous') return { action, authorization: 'none', given: call };
  const operationCaller = toOperationCaller(caller, '', request.remoteAddress);
  const asked = await iam.demands(call.name, call.input, operationCaller);
  const demanded = asked === 'none' ? [] : asked;
  const [first, ...others] = demanded.map(toDemand);
  return first === undefined
    ? { action, authorization: 'none', given: call }
    : { action, demands: [first, ...others], given: { ...call, demanded } };
}

function decode({ method, query, headers, body }: ReceivedRequest): DecodedRequest {
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return decodeRequest({ method, query, contentType, body: body ?? new Uint8Array() });
}

function toDemand(demand: DomainDemand): Demand {
  const { action, resource, context, proven = [], tags, policy, accountId } = demand;
  const arn = parseArn(resource);
  return {
    ...{ action, context, proven, resource: arn.ok ? arn.value.arn : '*' },
    described: {
      ...(tags && { tags }),
      // The policies of the domain's own resources are trust policies of roles.
      ...(policy && { policy, policyType: 'trust' }),
      ...(accountId && { accountId }),
    },
  };
}
