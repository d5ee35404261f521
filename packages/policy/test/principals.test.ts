// Whom `Principal` can name under each key, and what is no name of anybody.
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../src/index.js';

const EXPECTED = {
  AWS: 'an account id, the ARN of a principal, a unique id or `*`',
  Service: 'the name of a service, such as `notes.example.com`',
  Federated: 'the ARN of an identity provider or the host name of one',
  CanonicalUser: 'a canonical user id',
};
type Key = keyof typeof EXPECTED;

const iam = 'arn:aws:iam::123456789012:';
const sts = 'arn:aws:sts::123456789012:';

function parse(key: Key, name: string): ReturnType<typeof parsePolicy> {
  const statement = { Effect: 'Allow', Principal: { [key]: name }, Action: '*', Resource: '*' };
  return parsePolicy({ Statement: statement });
}

describe('a name of somebody', () => {
  test.each<[string, Key, string]>([
    ['the shortest unique id', 'AWS', 'AROA'.padEnd(16, 'A')],
    ['the longest unique id', 'AWS', 'AROA'.padEnd(128, '7')],
    ['a role in a path', 'AWS', `${iam}role/path/to/name`],
    ['a user of one letter', 'AWS', `${iam}user/a`],
    ['an OIDC provider with a path', 'Federated', `${iam}oidc-provider/idp.example.com/tenant`],
    ['a service of one word', 'Service', 'notes'],
  ])('is read: %s', (_, key, name) => {
    expect(parse(key, name)).toMatchObject({
      value: { statements: [{ principal: { principals: [{ key, value: name }] } }] },
    });
  });
});

describe('a name of nobody', () => {
  test.each<[string, Key, string]>([
    ['a unique id one character short', 'AWS', 'AROA'.padEnd(15, 'A')],
    ['a unique id one character long', 'AWS', 'AROA'.padEnd(129, 'A')],
    ['a unique id without its four letters', 'AWS', 'AR0A'.padEnd(21, 'A')],
    ['a unique id of another kind than AWS has', 'AWS', 'XROA'.padEnd(21, 'A')],
    ['a unique id with text before it', 'AWS', ` ${'AROA'.padEnd(21, 'A')}`],
    ['a unique id with a session after it', 'AWS', `${'AROA'.padEnd(21, 'A')}:session`],
    ['a unique id in lower case', 'AWS', 'aroa'.padEnd(21, 'a')],
    ['a resource that ends like the root', 'AWS', `${iam}uproot`],
    ['a resource that starts like the root', 'AWS', `${iam}roots`],
    ['a group that ends like a user', 'AWS', `${iam}group/user/a`],
    ['a user in a path without its name', 'AWS', `${iam}user/path/`],
    ['a role of STS', 'AWS', `${sts}role/name`],
    ['a session of IAM', 'AWS', `${iam}assumed-role/role/session`],
    ['a resource that ends like a session', 'AWS', `${sts}un/assumed-role/role/session`],
    ['a session with a slash in its name', 'AWS', `${sts}assumed-role/role/session/more`],
    ['a federated user with a slash in its name', 'AWS', `${sts}federated-user/a/b`],
    ['a root of no account', 'AWS', 'arn:aws:iam:::root'],
    ['a root of another service', 'AWS', 'arn:aws:sqs:us-east-1:123456789012:root'],
    ['an ARN that reaches for a prototype', 'AWS', 'arn:aws:constructor::123456789012:root'],
    ['an identity provider', 'AWS', `${iam}saml-provider/name`],
    ['a host name and a path', 'Federated', 'accounts.google.com/tenant'],
    ['a host name with text before it', 'Federated', 'at accounts.google.com'],
    ['a resource that ends like a provider', 'Federated', `${iam}role/saml-provider/name`],
    ['a service with a dot at its end', 'Service', 'notes.example.com.'],
    ['an empty name of a service', 'Service', ''],
    ['an empty canonical user id', 'CanonicalUser', ''],
  ])('is refused with what was expected: %s', (_, key, name) => {
    expect(parse(key, name)).toMatchObject({
      issues: [
        {
          code: 'INVALID_PRINCIPAL_FORMAT',
          message: `expected ${EXPECTED[key]}, found \`${name}\``,
          path: ['Statement', 'Principal', key],
        },
      ],
    });
  });
});
