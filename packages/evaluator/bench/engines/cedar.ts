// Cedar: one policy set a user, parsed beforehand, asked by its id.
import {
  type CheckParseAnswer,
  preparsePolicySet,
  type StatefulAuthorizationCall,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import { type Engine, LoadTimeout } from '../engine.js';
import {
  type BenchCondition,
  type BenchRequest,
  type BenchStatement,
  matchingActions,
  statementsOf,
  type Workload,
} from '../workload.js';

/** `@cedar-policy/cedar-wasm`, the build for Node. */
export const cedar: Engine = {
  name: '@cedar-policy/cedar-wasm',
  use: '`preparsePolicySet`, one set a user so that none pays for the policies of others, then `statefulIsAuthorized` without entities or schema; the ARN is in the context and matched by `like`, an exact one is the resource. Each call pays JSON over the border of wasm. It has no wildcards in actions (expanded when translating) and no text with a variable inside (likewise)',
  translate: (workload) => {
    const sets = workload.users.map((user) =>
      Object.fromEntries(
        statementsOf(workload, user).map((statement, at) => [`s${at}`, cedarPolicy(statement)]),
      ),
    );
    return (deadline) => {
      sets.forEach((staticPolicies, user) => {
        if (performance.now() > deadline) {
          throw new LoadTimeout(`loaded the sets of ${user} users out of ${sets.length}`);
        }
        requireSuccess(preparsePolicySet(setId(workload, user), { staticPolicies }));
      });
      return {
        prepare: (requests) => {
          const calls = requests.map((request) => cedarCall(request, workload));
          return (from, to) => {
            let allowed = 0;
            for (let at = from; at < to; at += 1) {
              const call = calls[at];
              if (call !== undefined && isAllowed(call)) allowed += 1;
            }
            return allowed;
          };
        },
      };
    };
  },
};

function isAllowed(call: StatefulAuthorizationCall): boolean {
  const answer = statefulIsAuthorized(call);
  if (answer.type === 'failure') {
    throw new TypeError(answer.errors.map(({ message }) => message).join('; '));
  }
  return answer.response.decision === 'allow';
}

function requireSuccess(answer: CheckParseAnswer): void {
  if (answer.type === 'success') return;
  throw new TypeError(answer.errors.map(({ message }) => message).join('; '));
}

function setId(workload: Workload, user: number): string {
  return `${workload.name}-${user}`;
}

function cedarPolicy({ effect, actions, resources, conditions = [] }: BenchStatement): string {
  const listed = matchingActions(actions).map((action) => `Action::"${action}"`);
  const arns = resources.map(cedarResource).join(' || ');
  const when = [...(resources.includes('*') ? [] : [`(${arns})`]), ...conditions.map(expression)];
  const head = `${effect === 'Allow' ? 'permit' : 'forbid'}(principal, action in [${listed.join(', ')}], resource)`;
  return when.length === 0 ? `${head};` : `${head} when { ${when.join(' && ')} };`;
}

function cedarResource(pattern: string): string {
  return pattern.includes('*') ? `context.arn like "${pattern}"` : `resource == Arn::"${pattern}"`;
}

function expression(condition: BenchCondition): string {
  switch (condition.kind) {
    case 'sourceIp': {
      const ranges = condition.ranges.map((range) => `context.sourceIp.isInRange(ip("${range}"))`);
      return `(${ranges.join(' || ')})`;
    }
    case 'team':
      return `[${condition.names.map((name) => `"${name}"`).join(', ')}].contains(context.team)`;
    case 'maxSize':
      return `context.size <= ${condition.size}`;
    case 'before':
      return `context.time < datetime("${condition.instant}")`;
    case 'mfa':
      return 'context.mfa';
  }
}

function cedarCall(request: BenchRequest, workload: Workload): StatefulAuthorizationCall {
  const { user, action, resource, context } = request;
  return {
    principal: { type: 'User', id: workload.users[user]?.name ?? '' },
    action: { type: 'Action', id: action },
    resource: { type: 'Arn', id: resource },
    context: {
      arn: resource,
      ...(workload.conditions && {
        sourceIp: { __extn: { fn: 'ip', arg: context.sourceIp } },
        team: context.team,
        size: context.size,
        time: { __extn: { fn: 'datetime', arg: context.time } },
        mfa: context.mfa,
      }),
    },
    preparsedPolicySetId: setId(workload, user),
    validateRequest: false,
    entities: [],
  };
}
