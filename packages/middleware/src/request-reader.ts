// The port through which the gate learns what a request asks for.
import type { Arn } from '@ostiary/policy';
import type { Caller } from './caller.js';
import type { ContextEntry } from './context-entry.js';
import type { ReceivedRequest, RequestHead } from './incoming-request.js';
import type { ResourceDescription } from './resource-lookup.js';
import type { SignatureTerms } from './service-definition.js';

/** One action on one resource that has to be allowed. */
export interface Demand {
  /** `notes:GetNote`. */
  readonly action: string;
  /**
   * The ARN, or `*` for an action that is not about one resource: that is about the account of the caller,
   * unless `described` names another.
   */
  readonly resource: Arn | '*';
  /** Condition keys of this action; they never replace what the gate knows itself. */
  readonly context?: readonly ContextEntry[];
  /**
   * Condition keys that the request proves beyond its signature, `aws:MultiFactorAuthPresent` by the
   * code of an MFA device in it: they count instead of what the credentials say.
   */
  readonly proven?: readonly ContextEntry[];
  /** What is known of the resource; undefined when there is none of that name. */
  readonly described?: ResourceDescription | undefined;
}

/**
 * What a request asks for. All demands have to be allowed. Where nothing has to be, that is said:
 * `authorization: 'none'` is for whoever is proven, as AWS has it for `sts:GetCallerIdentity`; with
 * `anonymous` it is for everybody.
 */
export type Asked<Given> =
  | {
      /** The action that the audit record names. */
      readonly action: string;
      readonly demands: readonly [Demand, ...Demand[]];
      /** What was read, for the handler, so that it is read once. */
      readonly given: Given;
    }
  | {
      readonly action: string;
      readonly authorization: 'none';
      readonly anonymous?: boolean;
      readonly given: Given;
    };

/** What the head of a request tells, and how to learn the rest. */
export interface RequestPlan<Given> {
  /** The action, where the head names it; for the audit record of a request that is refused early. */
  readonly action?: string;
  readonly terms: SignatureTerms;
  /**
   * How its body comes: `first`, it is verified as a whole and is part of what is asked; `whole`, it
   * is verified after the decision and before the handler; `stream`, while the handler reads it.
   */
  readonly body: 'first' | 'whole' | 'stream';
  /**
   * An upload form for this bucket: who is calling is proven by its fields, and the handler reads its
   * file, as a stream.
   */
  readonly form?: { readonly bucket: string };
  /**
   * What the request asks for, with its body where that comes first; at once where nothing has to be
   * looked up. Any throw refuses.
   */
  readonly ask: (request: ReceivedRequest, caller: Caller) => Asked<Given> | Promise<Asked<Given>>;
}

/** Reads the head of a request, before anybody is proven. Any throw refuses. */
export type RequestReader<Given> = (head: RequestHead) => RequestPlan<Given>;
