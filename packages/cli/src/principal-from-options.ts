// Who asks, from the flags: an ARN tells what kind of principal it is.
import type { Principal } from '@ostiary/policy';
import { UsageError } from './errors.js';
import { printable } from './terminal.js';

/** The flags about the principal. */
export interface PrincipalOptions {
  readonly principal?: string;
  readonly principalType?: Principal['type'];
  readonly roleArn?: string;
  readonly userArn?: string;
}

/** The principal as a case names it: `{"type", "arn", "roleArn"?, "userArn"?}`. */
export function principalFromOptions(options: PrincipalOptions): object {
  const { principal, principalType, roleArn, userArn } = options;
  const type = principalType ?? typeOf(principal ?? '');
  const isNamed = type !== 'Anonymous' || !/^(anonymous|\*)$/.test(principal ?? '*');
  return { type, arn: isNamed ? principal : null, roleArn, userArn };
}

/** The first that a name looks like. */
const LOOKS: readonly (readonly [look: RegExp, type: Principal['type']])[] = [
  [/^arn:[^:]*:iam:.*:user\//, 'User'],
  [/^arn:[^:]*:iam:.*:role\//, 'Role'],
  [/^arn:[^:]*:iam:.*:root$/, 'Root'],
  [/^arn:[^:]*:iam:.*:(saml|oidc)-provider\//, 'Federated'],
  [/^arn:[^:]*:sts:.*:assumed-role\//, 'AssumedRole'],
  [/^arn:[^:]*:sts:.*:federated-user\//, 'FederatedUser'],
  [/^(anonymous|\*)$/, 'Anonymous'],
  [/^[0-9a-f]{64}$/, 'CanonicalUser'],
  [/^[^:]+\.[^:]+$/, 'Service'],
];

function typeOf(principal: string): Principal['type'] {
  const type = LOOKS.find(([look]) => look.test(principal))?.[1];
  if (type !== undefined) return type;
  const found = printable(principal);
  throw new UsageError(
    `ostiary: expected the ARN of a principal, the name of a service or \`anonymous\`, or a \`--principal-type\` beside it, found \`${found}\``,
  );
}
