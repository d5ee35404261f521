// One statement, ready to be matched, that knows where it comes from.
import type { Effect, PolicyType, Statement } from '@ostiary/policy';
import type { ActionMatcher } from './compile-action.js';
import type { ConditionMatcher } from './compile-condition.js';
import type { PrincipalMatcher } from './compile-principal.js';
import type { ResourceMatcher } from './compile-resource.js';
import type { NamedPolicy } from './named-policy.js';

/** The policy that statements stand in; one object for all of them. */
export interface PolicyOrigin {
  readonly policyType: PolicyType;
  readonly policy: NamedPolicy;
}

/** What a statement asks of a request. */
export interface StatementMatchers {
  /** Undefined where the policy is attached to its principal. */
  readonly principal: PrincipalMatcher | undefined;
  readonly action: ActionMatcher;
  readonly resource: ResourceMatcher;
  /** The account that owns every resource the statement is about, where that can be told. */
  readonly resourceOwner: string | undefined;
  readonly conditions: readonly ConditionMatcher[];
}

/** A compiled statement. There can be 100,000 of them, so what can be looked up is not kept. */
export class CompiledStatement implements StatementMatchers {
  readonly principal: PrincipalMatcher | undefined;
  readonly action: ActionMatcher;
  readonly resource: ResourceMatcher;
  readonly resourceOwner: string | undefined;
  readonly conditions: readonly ConditionMatcher[];
  /** 0-based place in the policy. */
  readonly index: number;
  readonly #origin: PolicyOrigin;

  constructor(
    origin: PolicyOrigin,
    index: number,
    { principal, action, resource, resourceOwner, conditions }: StatementMatchers,
  ) {
    this.#origin = origin;
    this.index = index;
    this.principal = principal;
    this.action = action;
    this.resource = resource;
    this.resourceOwner = resourceOwner;
    this.conditions = conditions;
  }

  get policyType(): PolicyType {
    return this.#origin.policyType;
  }

  /** The policy it stands in. */
  get policy(): NamedPolicy {
    return this.#origin.policy;
  }

  /** The statement as it was parsed. */
  get source(): Statement {
    return this.#origin.policy.policy.statements[this.index] as Statement;
  }

  get sid(): string | undefined {
    return this.source.sid;
  }

  get effect(): Effect {
    return this.source.effect;
  }
}
