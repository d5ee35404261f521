// The policies that bind a principal, as they cross the service channel: documents as text.
import type {
  NamedPolicy,
  OrganizationPath,
  PrincipalPolicies,
  ResourceControls,
} from '@ostiary/evaluator';
import { type PolicyType, parsePolicy, printPolicy } from '@ostiary/policy';
import { z } from 'zod';

const documents = z.array(z.strictObject({ name: z.string(), document: z.string() }));

/** Where an account stands in an organization. */
const organizationMessage: z.ZodType<OrganizationPath> = z.strictObject({
  organizationId: z.string(),
  path: z.string(),
});

const message = z.strictObject({
  identity: documents,
  permissionsBoundary: documents.nullable(),
  session: documents.nullable(),
  serviceControl: z.array(documents).nullable(),
  organization: organizationMessage.nullable(),
  tags: z.array(z.tuple([z.string(), z.string()])),
  revision: z.int().nonnegative(),
});

/** Writes what binds a principal. */
export function writePrincipalPolicies(policies: PrincipalPolicies): string {
  const { identity, permissionsBoundary, session, serviceControl } = policies;
  const { organization = null, tags, revision } = policies;
  return JSON.stringify({
    identity: identity.map(write),
    permissionsBoundary: permissionsBoundary?.map(write) ?? null,
    session: session?.map(write) ?? null,
    serviceControl: serviceControl?.map((level) => level.map(write)) ?? null,
    organization,
    tags: [...tags],
    revision,
  });
}

/**
 * Reads what binds a principal.
 *
 * @throws Error when it is no such message, or a policy in it does not parse: nothing is left out
 */
export function readPrincipalPolicies(body: unknown): PrincipalPolicies {
  const { identity, permissionsBoundary, session, serviceControl, organization, tags, revision } =
    message.parse(body);
  return {
    identity: read(identity, 'identity'),
    permissionsBoundary: permissionsBoundary && read(permissionsBoundary, 'permissionsBoundary'),
    session: session && read(session, 'session'),
    ...(serviceControl && {
      serviceControl: serviceControl.map((level) => read(level, 'serviceControl')),
    }),
    ...(organization && { organization }),
    tags: new Map(tags),
    revision,
  };
}

/** Writes what binds the resources of an account. */
export function writeResourceControls(controls: ResourceControls): string {
  const { organization = null, resourceControl } = controls;
  return JSON.stringify({
    organization,
    resourceControl: resourceControl?.map((level) => level.map(write)) ?? null,
  });
}

/**
 * Reads what binds the resources of an account.
 *
 * @throws Error when it is no such message, or a policy in it does not parse: nothing is left out
 */
export function readResourceControls(body: unknown): ResourceControls {
  const { organization, resourceControl } = resourceControlsMessage.parse(body);
  return {
    ...(organization && { organization }),
    ...(resourceControl && {
      resourceControl: resourceControl.map((level) => read(level, 'resourceControl')),
    }),
  };
}

const resourceControlsMessage = z.strictObject({
  organization: organizationMessage.nullable(),
  resourceControl: z.array(documents).nullable(),
});

function write({ name, policy }: NamedPolicy): z.infer<typeof documents>[number] {
  return { name, document: JSON.stringify(printPolicy(policy)) };
}

function read(list: z.infer<typeof documents>, policyType: PolicyType): readonly NamedPolicy[] {
  return list.map(({ name, document }) => {
    const parsed = parsePolicy(document, { policyType });
    if (!parsed.ok) throw new TypeError(`the policy \`${name}\` does not parse`);
    return { name, policy: parsed.value };
  });
}
