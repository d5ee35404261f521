import type { InputOf, OperationName } from '@ostiary/api';
import { validateInput } from '@ostiary/api/validate-input';
import { describe, expect, test } from 'vitest';

const NAME = 'It must contain only alphanumeric characters and/or the following: +=,.@_-';
const TRUST = '{"Version":"2012-10-17","Statement":[]}';

interface Row<Name extends OperationName> {
  readonly behaviour: string;
  readonly name: Name;
  readonly input: InputOf<Name>;
  readonly says: string | undefined;
}

const row = <Name extends OperationName>(
  behaviour: string,
  name: Name,
  input: InputOf<Name>,
  says: string | undefined,
): Row<Name> => ({ behaviour, name, input, says });

const one = (constraint: string) =>
  `1 validation error detected: ${constraint.replace(': ', ' failed to satisfy constraint: ')}`;

// The messages are those that IAM has been seen to answer (LocalStack's recordings, public issues).
const rows = [
  row('a right name passes', 'CreateUser', { UserName: 'alice@example.com' }, undefined),
  row('a name of 64 characters passes', 'CreateUser', { UserName: 'a'.repeat(64) }, undefined),
  row(
    'a name of 65 is too long',
    'CreateUser',
    { UserName: 'a'.repeat(65) },
    one("Value at 'userName': Member must have length less than or equal to 64"),
  ),
  row(
    'the name of a user who is there may be longer',
    'GetUser',
    { UserName: 'a'.repeat(128) },
    undefined,
  ),
  row(
    'a name with a slash has a sentence of its own',
    'CreateUser',
    { UserName: 'bad/name' },
    `The specified value for userName is invalid. ${NAME}`,
  ),
  row(
    'so has an empty one',
    'CreateAccessKey',
    { UserName: '' },
    `The specified value for userName is invalid. ${NAME}`,
  ),
  row(
    'a line feed at the end of a name is seen',
    'CreateGroup',
    { GroupName: 'developers\n' },
    `The specified value for groupName is invalid. ${NAME}`,
  ),
  row(
    'a letter that only looks like one is seen',
    'CreateRole',
    { RoleName: 'rоle', AssumeRolePolicyDocument: TRUST },
    `The specified value for roleName is invalid. ${NAME}`,
  ),
  row(
    'a path without its slashes',
    'CreateUser',
    { UserName: 'alice', Path: 'bad' },
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  ),
  row('a path of one slash passes', 'CreateUser', { UserName: 'alice', Path: '/' }, undefined),
  row(
    'a path of 513',
    'CreateUser',
    { UserName: 'alice', Path: `/${'a'.repeat(511)}/` },
    one("Value at 'path': Member must have length less than or equal to 512"),
  ),
  row(
    'a document of 131073 characters',
    'PutUserPolicy',
    { UserName: 'alice', PolicyName: 'p', PolicyDocument: 'x'.repeat(131073) },
    one("Value at 'policyDocument': Member must have length less than or equal to 131072"),
  ),
  row(
    'a document with a face in it',
    'PutUserPolicy',
    { UserName: 'alice', PolicyName: 'p', PolicyDocument: 'emoji\u{1F600}test' },
    'The specified value for policyDocument is invalid. It must contain only printable ASCII characters.',
  ),
  row(
    'a number that is too small',
    'CreateRole',
    { RoleName: 'r', AssumeRolePolicyDocument: TRUST, MaxSessionDuration: 3599 },
    one("Value at 'maxSessionDuration': Member must have value greater than or equal to 3600"),
  ),
  row(
    'a number that is too large',
    'CreateRole',
    { RoleName: 'r', AssumeRolePolicyDocument: TRUST, MaxSessionDuration: 43201 },
    one("Value at 'maxSessionDuration': Member must have value less than or equal to 43200"),
  ),
  row(
    'a word that is none of the words there are',
    'ListVirtualMFADevices',
    { AssignmentStatus: '11111' },
    one(
      "Value at 'assignmentStatus': Member must satisfy enum value set: [Assigned, Unassigned, Any]",
    ),
  ),
  row(
    'a tag key with a sign that no tag has',
    'TagUser',
    { UserName: 'alice', Tags: [{ Key: 'bad#key', Value: 'v' }] },
    one(
      String.raw`Value at 'tags.1.member.key': Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+`,
    ),
  ),
  row(
    'an empty tag key breaks two constraints',
    'TagUser',
    { UserName: 'alice', Tags: [{ Key: '', Value: 'v' }] },
    String.raw`2 validation errors detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+`,
  ),
  row(
    'tags in any script pass, as long as 128 characters of it',
    'TagUser',
    {
      UserName: 'alice',
      Tags: [
        { Key: 'ключ', Value: '' },
        { Key: '𠮷'.repeat(128), Value: '值' },
      ],
    },
    undefined,
  ),
  row(
    'a tag key of 129 characters of two units each',
    'TagUser',
    { UserName: 'alice', Tags: [{ Key: '𠮷'.repeat(129), Value: '' }] },
    one("Value at 'tags.1.member.key': Member must have length less than or equal to 128"),
  ),
  row(
    'half a character is no letter',
    'TagUser',
    { UserName: 'alice', Tags: [{ Key: 'k', Value: '\ud800' }] },
    one(
      String.raw`Value at 'tags.1.member.value': Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*`,
    ),
  ),
  row(
    'too many tags, the last of them wrong',
    'TagUser',
    {
      UserName: 'alice',
      Tags: Array.from({ length: 51 }, (_, at) => ({
        Key: at < 50 ? `k${at}` : 'bad#key',
        Value: 'v',
      })),
    },
    String.raw`2 validation errors detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50; Value at 'tags.51.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+`,
  ),
  row(
    'wrong texts in a list are one error for the list',
    'UntagUser',
    { UserName: 'alice', TagKeys: ['bad#', 'k', 'bad*'] },
    one(
      String.raw`Value at 'tagKeys': Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+, Member must not be null]`,
    ),
  ),
  row(
    'a description with a line of Latin 1 passes',
    'CreateRole',
    { RoleName: 'r', AssumeRolePolicyDocument: TRUST, Description: 'Rôle\nde déploiement' },
    undefined,
  ),
  row(
    'a description in another script',
    'UpdateRole',
    { RoleName: 'r', Description: '説明' },
    one(
      String.raw`Value at 'description': Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*`,
    ),
  ),
  row(
    'the name of a session with a space',
    'AssumeRole',
    { RoleArn: 'arn:aws:iam::123456789012:role/r', RoleSessionName: 'my session' },
    one(
      String.raw`Value at 'roleSessionName': Member must satisfy regular expression pattern: [\w+=,.@-]*`,
    ),
  ),
  row(
    'an ARN that is too short',
    'AssumeRole',
    { RoleArn: 'arn', RoleSessionName: 'session' },
    one("Value at 'roleArn': Member must have length greater than or equal to 20"),
  ),
  row(
    'a password is not shown',
    'CreateLoginProfile',
    { UserName: 'alice', Password: 'пароль' },
    one(
      String.raw`Value at 'password': Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u00FF]+`,
    ),
  ),
  row('an operation that takes nothing', 'GetAccountSummary', undefined, undefined),
];

describe('what AWS forbids in an input', () => {
  test.each(rows)('$behaviour ($name)', ({ name, input, says }) => {
    expect(validateInput(name, input)).toBe(says);
  });
});

describe('what no type lets through, but a caller in process could hand in', () => {
  const tell = (name: OperationName, text: string) => validateInput(name, JSON.parse(text));

  test.each([
    [
      'a required member that is missing',
      'CreateUser',
      '{}',
      "'userName': Member must not be null",
    ],
    [
      'a required member of a list that is missing',
      'TagUser',
      '{"UserName":"alice","Tags":[{"Key":"k"}]}',
      "'tags.1.member.value': Member must not be null",
    ],
    ['an empty input', 'GetRole', '{}', "'roleName': Member must not be null"],
    ['null', 'GetUser', '{"UserName":null}', "'userName': Member must be of type string"],
    [
      'a list that would read as a name',
      'GetUser',
      '{"UserName":["alice"]}',
      "'userName': Member must be of type string",
    ],
    [
      'a text for a number',
      'ListUsers',
      '{"MaxItems":"10"}',
      "'maxItems': Member must be of type integer",
    ],
    [
      'half a number',
      'ListUsers',
      '{"MaxItems":1.5}',
      "'maxItems': Member must be of type integer",
    ],
    [
      'a text for a list',
      'UntagUser',
      '{"UserName":"alice","TagKeys":"k"}',
      "'tagKeys': Member must be of type list",
    ],
    [
      'a text for a structure',
      'TagUser',
      '{"UserName":"alice","Tags":["k"]}',
      "'tags.1.member': Member must be of type structure",
    ],
    [
      'a member that only the prototype has',
      'CreateUser',
      '{"__proto__":{"UserName":"alice"}}',
      "'userName': Member must not be null",
    ],
  ] as const)('%s', (_, name, text, says) => {
    expect(tell(name, text)).toBe(one(`Value at ${says}`));
  });

  test('an operation that is none', () => {
    expect(() => tell('constructor' as OperationName, '{}')).toThrow(TypeError);
  });
});
