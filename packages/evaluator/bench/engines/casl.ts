// CASL: one ability a user, conditions on the ARN of the subject.

import type { MongoAbility } from '@casl/ability';
import { createMongoAbility, type ForcedSubject, type RawRuleOf, subject } from '@casl/ability';
import type { Engine } from '../engine.js';
import { type BenchStatement, matchingActions, statementsOf } from '../workload.js';
import { globRegExp } from './naive.js';

type Resource = { readonly arn: string } & ForcedSubject<string>;
type Ability = MongoAbility<[string, string | Resource]>;

/** `@casl/ability` with its own conditions matcher. */
export const casl: Engine = {
  name: '@casl/ability',
  use: '`createMongoAbility`, one ability a user; the resource type is the subject type, so that its own index is of use; an exact ARN is an equality, a pattern a precompiled `$regex`; `cannot` stands after `can`. It has no wildcards in actions (expanded when translating), no variables (likewise) and no request context',
  findLimit: ({ conditions }) =>
    conditions ? 'rules see the subject alone: no request context, no IP ranges' : undefined,
  translate: (workload) => {
    const rules = workload.users.map((user) => caslRules(statementsOf(workload, user)));
    return () => {
      const abilities = rules.map((each) => createMongoAbility<Ability>(each));
      return {
        prepare: (requests) => {
          const resources = requests.map(
            ({ resource }): Resource => subject(subjectType(resource), { arn: resource }),
          );
          return (from, to) => {
            let allowed = 0;
            for (let at = from; at < to; at += 1) {
              const request = requests[at];
              const resource = resources[at];
              if (request === undefined || resource === undefined) continue;
              if (abilities[request.user]?.can(request.action, resource)) allowed += 1;
            }
            return allowed;
          };
        },
      };
    };
  },
};

function caslRules(statements: readonly BenchStatement[]): RawRuleOf<Ability>[] {
  // The last rule that matches decides.
  const ordered = [
    ...statements.filter(({ effect }) => effect === 'Allow'),
    ...statements.filter(({ effect }) => effect === 'Deny'),
  ];
  return ordered.flatMap(({ effect, actions, resources }) =>
    resources.map((pattern) => ({
      action: [...matchingActions(actions)],
      subject: subjectType(pattern),
      inverted: effect === 'Deny',
      ...(pattern !== '*' && {
        conditions: { arn: pattern.includes('*') ? { $regex: globRegExp(pattern, '') } : pattern },
      }),
    })),
  );
}

/** `doc` in `arn:aws:docs:eu-west-1:111122223333:doc/…`; every type for the pattern `*`. */
function subjectType(pattern: string): string {
  return pattern === '*' ? 'all' : (pattern.split(':')[5]?.split('/')[0] ?? 'all');
}
