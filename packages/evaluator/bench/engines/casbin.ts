// casbin: one enforcer a user, a rule for each action and resource.
import { type Enforcer, newEnforcer, newModelFromString } from 'casbin';
import type { Engine } from '../engine.js';
import {
  type BenchCondition,
  type BenchRequest,
  statementsOf,
  type Workload,
} from '../workload.js';
import { globSource } from './naive.js';

/** `casbin` with the deny-override effect. */
export const casbin: Engine = {
  name: 'casbin',
  use: '`enforceSync` with the deny-override effect, one enforcer a user so that none pays for the rules of others, the rules added as data; `keyMatch` for actions, and for resources where a pattern ends in its only wildcard, else `regexMatch`; variables put in when translating; conditions by `eval()`, its way to attributes',
  translate: (workload) => {
    const model = modelText(workload);
    const rules = workload.users.map((user) => casbinRules(workload, user));
    return async () => {
      const enforcers: Enforcer[] = [];
      for (const each of rules) {
        const enforcer = await newEnforcer(newModelFromString(model));
        await enforcer.addPolicies(each);
        enforcers.push(enforcer);
      }
      return { prepare: (requests) => createPass(requests, enforcers, workload) };
    };
  },
};

function createPass(
  requests: readonly BenchRequest[],
  enforcers: readonly Enforcer[],
  workload: Workload,
): (from: number, to: number) => number {
  const values = requests.map(({ resource, action, context }) =>
    workload.conditions
      ? [resource, action, { ...context, time: Date.parse(context.time) }]
      : [resource, action],
  );
  return (from, to) => {
    let allowed = 0;
    for (let at = from; at < to; at += 1) {
      const user = requests[at]?.user ?? 0;
      if (enforcers[user]?.enforceSync(...(values[at] ?? []))) allowed += 1;
    }
    return allowed;
  };
}

function modelText({ conditions, earlyWildcards }: Workload): string {
  const match = earlyWildcards ? 'regexMatch' : 'keyMatch';
  return `
[request_definition]
r = obj, act${conditions ? ', ctx' : ''}
[policy_definition]
p = obj, act, eft${conditions ? ', rule' : ''}
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = keyMatch(r.act, p.act) && ${match}(r.obj, p.obj)${conditions ? ' && eval(p.rule)' : ''}
`;
}

function casbinRules(workload: Workload, user: Workload['users'][number]): string[][] {
  const rows = statementsOf(workload, user).flatMap(
    ({ effect, actions, resources, conditions = [] }) =>
      resources.flatMap((resource) =>
        actions.map((action) => [
          workload.earlyWildcards ? globSource(resource) : resource,
          action,
          effect === 'Allow' ? 'allow' : 'deny',
          ...(workload.conditions ? [conditions.map(expression).join(' && ') || 'true'] : []),
        ]),
      ),
  );
  return [...new Map(rows.map((row) => [row.join('\n'), row])).values()];
}

function expression(condition: BenchCondition): string {
  const anyOf = (texts: readonly string[]): string => `(${texts.join(' || ')})`;
  switch (condition.kind) {
    case 'sourceIp':
      return anyOf(condition.ranges.map((range) => `ipMatch(r.ctx.sourceIp, "${range}")`));
    case 'team':
      return anyOf(condition.names.map((name) => `r.ctx.team == "${name}"`));
    case 'maxSize':
      return `r.ctx.size <= ${condition.size}`;
    case 'before':
      return `r.ctx.time < ${Date.parse(condition.instant)}`;
    case 'mfa':
      return 'r.ctx.mfa';
  }
}
