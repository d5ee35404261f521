// A service said once, as data: its actions, resource types, condition keys and routes.
import type { ConditionKeyDefinitions, PolicyDocument } from '@ostiary/policy';
import type { PayloadMode } from '@ostiary/sigv4';
import type { Dialect } from './dialect.js';

/** AWS's classes of actions (IAM User Guide, "Understanding access level summaries"). */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** A kind of resource. */
export interface ResourceTypeDefinition {
  /**
   * The format of its ARNs, with the placeholders of the Service Authorization Reference:
   * `arn:${Partition}:notes:${Region}:${Account}:note/${Owner}/${NoteId}`. The other placeholders
   * are filled from the path parameters of the same names.
   */
  readonly arn: string;
  readonly description?: string;
}

/** Something that can be done. */
export interface ActionDefinition<ResourceType extends string = string> {
  readonly accessLevel: AccessLevel;
  /** The type of resource it is done to; without one, policies allow it on `*` alone. */
  readonly resource?: ResourceType;
  /**
   * Of an action that is about no resource: whose account it is about. By default that is the one that
   * owns the service, so that callers of other accounts are denied, whatever their own policies say.
   * `caller` is for a service that has something for each account, as AWS's have.
   */
  readonly account?: 'caller';
  readonly description?: string;
}

/** A managed policy that a service offers to those who give out its permissions. */
export interface ManagedPolicyDefinition {
  /** `/` by default; the role of the service gets what is under `/aws-service-role/`. */
  readonly path?: string;
  readonly description?: string;
  /** About actions of the service alone. */
  readonly document: PolicyDocument;
}

/** Where in a request the value of a condition key stands. */
export type ValueSource =
  | { readonly path: string }
  | { readonly query: string }
  | { readonly header: string }
  /** A JSON Pointer (RFC 6901) into the JSON body: text, a list of texts, or an object of tags. */
  | { readonly body: string };

/** What signatures a route accepts besides those over the hash of the body. */
export interface SignatureTerms {
  /**
   * Payloads accepted besides a signed hash: `UNSIGNED-PAYLOAD`, and those in chunks, by their words
   * in `x-amz-content-sha256`. None by default. A presigned URL of S3 leaves the body open and so
   * needs `UNSIGNED-PAYLOAD`.
   */
  readonly payloads?: readonly Exclude<PayloadMode, 'signed'>[];
  /** Whether presigned URLs are accepted; not by default. */
  readonly presignedUrls?: boolean;
  /**
   * Whether a signature is accepted only once; not by default. A signature counts seconds and has no
   * nonce, so two honest requests alike in one second have the same one: for requests that differ,
   * or that may fail and be signed anew. Each process remembers its own.
   */
  readonly refusesReplays?: boolean;
}

/** A second action that has to be allowed for a route, on what a header names. */
export interface SecondRequirement<Action extends string = string> {
  readonly action: Action;
  /** The header, and what its value is read as: `/{Bucket}/{Key+}`, percent-encoded like a path. */
  readonly header: string;
  readonly path: string;
}

/** What a route asks for: an action, and the condition keys that its requests fill. */
export interface RouteDefinition<Action extends string = string> extends SignatureTerms {
  readonly action: Action;
  /** Keys to sources. A key that ends in `/*` takes every member of an object: `aws:RequestTag/*`. */
  readonly context?: Readonly<Record<string, ValueSource>>;
  /** What has to be allowed too, such as reading the source of a copy. */
  readonly also?: readonly SecondRequirement<Action>[];
  /**
   * `whole`, the default: the body is verified before the handler runs, up to the gate's
   * `maxBodyBytes`. `stream`: a longer one is decided on by its head and verified while the handler
   * reads it; the stream errors, and does not end, where the body is not the one that was signed.
   *
   * `form`, in the dialect `s3`: an upload form of a browser, `POST /{Bucket}`, which whoever signed its
   * policy has given out. Its field `key` is the parameter `Key`, a `header` source is its field of that
   * name, and the handler reads its file, as a stream that errors where it is too long or too short.
   */
  readonly body?: 'whole' | 'stream' | 'form';
  /** What counts instead when a request has one of these headers, `x-amz-copy-source`. */
  readonly withHeader?: Readonly<Record<string, Omit<RouteDefinition<Action>, 'withHeader'>>>;
}

/** A service as its owner writes it. */
export interface ServiceDefinition<
  Action extends string = string,
  ResourceType extends string = string,
> extends SignatureTerms {
  /** The prefix of its actions and the service of its ARNs and credential scopes. */
  readonly name: string;
  readonly description?: string;
  /** Whose manners it has; `json` by default. */
  readonly dialect?: Dialect;
  readonly resourceTypes: Readonly<Record<ResourceType, ResourceTypeDefinition>>;
  readonly actions: Readonly<Record<Action, ActionDefinition<ResourceType>>>;
  /** Those of its own, `notes:Folder`. */
  readonly conditionKeys?: ConditionKeyDefinitions;
  /**
   * By name, `NotesReadOnlyAccess`: they begin with the name of the service. The control plane that
   * the service is registered with has them as `arn:aws:iam::aws:policy/NotesReadOnlyAccess`.
   */
  readonly managedPolicies?: Readonly<Record<string, ManagedPolicyDefinition>>;
  /**
   * Query parameters that make a request another one, `acl` and `policy`, besides those that the
   * routes name. No route takes a request with one that it does not name itself.
   */
  readonly subresources?: readonly string[];
  /**
   * `GET /notes/{Owner}/{NoteId}` to an action. Method, case and slashes count. `{Key+}` at the end
   * takes the rest of the path; `?uploads`, `?partNumber&uploadId` and `?list-type=2` name query
   * parameters that have to be there.
   */
  readonly routes: Readonly<Record<string, NoInfer<Action> | RouteDefinition<NoInfer<Action>>>>;
}

/** The full names of a service's actions, `notes:GetNote`. */
export type ActionNameOf<Service> =
  Service extends ServiceDefinition<infer Action, string> ? `${string}:${Action}` : never;
