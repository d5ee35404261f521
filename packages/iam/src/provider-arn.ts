// The ARNs of identity providers: a name after the kind, and no path.
import { parseArn } from '@ostiary/policy';
import type { OperationScope } from './operation.js';

/** The kinds of identity provider. */
export type ProviderKind = 'oidc-provider' | 'saml-provider';

/** `arn:aws:iam::123456789012:oidc-provider/login.example.com/tenant` */
export function providerArn(
  { partition, caller }: OperationScope,
  kind: ProviderKind,
  name: string,
): string {
  return `arn:${partition}:iam::${caller.accountId}:${kind}/${name}`;
}

/** The name in the ARN of a provider of the caller's account, or undefined. */
export function providerNameOf(
  arn: string,
  kind: ProviderKind,
  scope: OperationScope,
): string | undefined {
  const parsed = parseArn(arn);
  if (!parsed.ok) return undefined;
  const { resource } = parsed.value;
  const name = resource.slice(resource.indexOf('/') + 1);
  return arn === providerArn(scope, kind, name) ? name : undefined;
}
