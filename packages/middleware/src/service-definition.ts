// A service said once, as data: its actions, resource types, condition keys and routes.
import type { ConditionKeyDefinitions } from '@ostiary/policy';
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
  readonly description?: string;
}

/** Where in a request the value of a condition key stands. */
export type ValueSource =
  | { readonly path: string }
  | { readonly query: string }
  | { readonly header: string }
  /** A JSON Pointer (RFC 6901) into the JSON body: text, a list of texts, or an object of tags. */
  | { readonly body: string };

/** What a route asks for: an action, and the condition keys that its requests fill. */
export interface RouteDefinition<Action extends string = string> {
  readonly action: Action;
  /** Keys to sources. A key that ends in `/*` takes every member of an object: `aws:RequestTag/*`. */
  readonly context?: Readonly<Record<string, ValueSource>>;
}

/** A service as its owner writes it. */
export interface ServiceDefinition<
  Action extends string = string,
  ResourceType extends string = string,
> {
  /** The prefix of its actions and the service of its ARNs and credential scopes. */
  readonly name: string;
  readonly description?: string;
  readonly resourceTypes: Readonly<Record<ResourceType, ResourceTypeDefinition>>;
  readonly actions: Readonly<Record<Action, ActionDefinition<ResourceType>>>;
  /** Those of its own, `notes:Folder`. */
  readonly conditionKeys?: ConditionKeyDefinitions;
  /** `GET /notes/{Owner}/{NoteId}` to an action. Method, case and slashes count. */
  readonly routes: Readonly<Record<string, NoInfer<Action> | RouteDefinition<NoInfer<Action>>>>;
}

/** The full names of a service's actions, `notes:GetNote`. */
export type ActionNameOf<Service> =
  Service extends ServiceDefinition<infer Action, string> ? `${string}:${Action}` : never;
