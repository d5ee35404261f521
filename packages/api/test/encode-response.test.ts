// Answers as IAM and STS write them, to the letter.
import { encodeError, encodeResponse } from '@ostiary/api';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';

const requestId = '7a62c49f-347e-4fc4-9331-6e8eEXAMPLE';
const CREATED = new Date('2026-01-01T00:00:00.987Z');

describe('XML', () => {
  // The shape of the examples in the IAM API Reference, "CreateUser" and "DeleteUser".
  test('an operation answers its result and the id of the request', () => {
    const { status, headers, body } = encodeResponse(
      'CreateUser',
      {
        User: {
          ...{ Path: '/division_abc/', UserName: 'Bob', UserId: 'AIDACKCEVSQ6C2EXAMPLE' },
          ...{ Arn: 'arn:aws:iam::123456789012:user/division_abc/Bob', CreateDate: CREATED },
        },
      },
      { requestId },
    );
    expect(status).toBe(200);
    expect(headers).toEqual({
      'content-type': 'text/xml',
      'cache-control': 'no-store',
      'x-amzn-requestid': requestId,
    });
    expect(body).toBe(`<CreateUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <CreateUserResult>
    <User>
      <Path>/division_abc/</Path>
      <UserName>Bob</UserName>
      <UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>
      <Arn>arn:aws:iam::123456789012:user/division_abc/Bob</Arn>
      <CreateDate>2026-01-01T00:00:00Z</CreateDate>
    </User>
  </CreateUserResult>
  <ResponseMetadata>
    <RequestId>${requestId}</RequestId>
  </ResponseMetadata>
</CreateUserResponse>
`);
  });

  test('an operation without an output has no result', () => {
    expect(
      encodeResponse('DeleteUser', undefined, { requestId }).body,
    ).toBe(`<DeleteUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <ResponseMetadata>
    <RequestId>${requestId}</RequestId>
  </ResponseMetadata>
</DeleteUserResponse>
`);
  });

  test('STS has a namespace of its own', () => {
    const output = {
      UserId: 'AIDA',
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:root',
    };
    expect(encodeResponse('GetCallerIdentity', output, { requestId }).body).toMatch(
      /^<GetCallerIdentityResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/">/,
    );
  });

  test.each([
    ['an empty list is an empty element', { Users: [], IsTruncated: false }, /<Users\/>\n/],
    ['a marker that is not there is left out', { Users: [] }, /^(?!.*Marker)/s],
  ])('%s', (_, output, expected) => {
    expect(encodeResponse('ListUsers', output, { requestId }).body).toMatch(expected);
  });

  test('a map is a list of entries', () => {
    const output = { SummaryMap: { Users: 3 } };
    expect(encodeResponse('GetAccountSummary', output, { requestId }).body).toMatch(
      /<SummaryMap>\s*<entry>\s*<key>Users<\/key>\s*<value>3<\/value>\s*<\/entry>\s*<\/SummaryMap>/,
    );
  });

  const roleWith = (Description: string, AssumeRolePolicyDocument = '{}') =>
    encodeResponse(
      'GetRole',
      {
        Role: {
          ...{ Path: '/', RoleName: 'r', RoleId: 'AROA', Arn: 'arn', CreateDate: CREATED },
          ...{ Description, AssumeRolePolicyDocument },
        },
      },
      { requestId },
    ).body;

  test.each([
    ['markup', '</Role><Role>&amp;"\'', '&lt;/Role&gt;&lt;Role&gt;&amp;amp;&quot;&apos;'],
    ['a carriage return', 'a\r\nb', 'a&#xD;\nb'],
    ['what XML cannot hold', 'a\u0000b\u001fc\ufffed\ud800e', 'a\ufffdb\ufffdc\ufffdd\ufffde'],
    ['the end of a CDATA section', ']]>', ']]&gt;'],
    ['letters beyond the first plane', '𠮷', '𠮷'],
  ])('%s in a text', (_, text, written) => {
    const body = roleWith(text);
    expect(body).toContain(`<Description>${written}</Description>`);
    expect(XMLValidator.validate(body)).toBe(true);
  });

  test('a policy document is percent-encoded, all but the unreserved characters', () => {
    expect(roleWith('', '{"a b":"-._~!*\'()é\ud800"}')).toContain(
      '<AssumeRolePolicyDocument>%7B%22a%20b%22%3A%22-._~%21%2A%27%28%29%C3%A9%EF%BF%BD%22%7D</AssumeRolePolicyDocument>',
    );
  });

  test('a document that goes in as it is comes out as it is where AWS does not encode it', () => {
    const output = { SAMLMetadataDocument: '<xml/>' };
    expect(encodeResponse('GetSAMLProvider', output, { requestId }).body).toContain(
      '<SAMLMetadataDocument>&lt;xml/&gt;</SAMLMetadataDocument>',
    );
  });

  test('a refusal', () => {
    const error = {
      code: 'NoSuchEntity',
      message: 'The user with name <b> cannot be found.',
    } as const;
    expect(encodeError(error, { requestId, service: 'iam' })).toEqual({
      status: 404,
      headers: {
        'content-type': 'text/xml',
        'cache-control': 'no-store',
        'x-amzn-requestid': requestId,
      },
      body: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <Error>
    <Type>Sender</Type>
    <Code>NoSuchEntity</Code>
    <Message>The user with name &lt;b&gt; cannot be found.</Message>
  </Error>
  <RequestId>${requestId}</RequestId>
</ErrorResponse>
`,
    });
  });

  test('a refusal of what is no operation has the namespace that STS gives it', () => {
    const error = { code: 'InvalidAction', message: 'Could not find operation X' } as const;
    expect(encodeError(error, { requestId }).body).toContain(
      '<ErrorResponse xmlns="http://webservices.amazon.com/AWSFault/2005-15-09">',
    );
  });
});

describe('JSON, for those who accept it', () => {
  test('an answer', () => {
    const output = {
      Credentials: {
        ...{ AccessKeyId: 'ASIA', SecretAccessKey: 'secret', SessionToken: 'token' },
        Expiration: CREATED,
      },
    };
    const answer = encodeResponse('GetSessionToken', output, {
      requestId,
      accept: 'application/json',
    });
    expect(answer.headers['content-type']).toBe('application/json');
    expect(JSON.parse(answer.body)).toEqual({
      GetSessionTokenResponse: {
        GetSessionTokenResult: {
          Credentials: {
            ...{ AccessKeyId: 'ASIA', SecretAccessKey: 'secret', SessionToken: 'token' },
            Expiration: 1767225600,
          },
          ...{ SessionTokenSize: null, SessionTokenUtilization: null },
        },
        ResponseMetadata: { RequestId: requestId },
      },
    });
  });

  test('a refusal', () => {
    const error = { code: 'Throttling', message: 'Rate exceeded' } as const;
    const answer = encodeError(error, { requestId, service: 'sts', accept: 'application/json' });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      Error: { Type: 'Sender', Code: 'Throttling', Message: 'Rate exceeded' },
      RequestId: requestId,
    });
  });

  test.each([
    [undefined, 'text/xml'],
    ['*/*', 'text/xml'],
    ['application/json', 'application/json'],
    ['application/json;q=0.5, text/xml', 'text/xml'],
    ['text/html', 'text/xml'],
    ['', 'text/xml'],
    [';;,,q=', 'text/xml'],
  ])('Accept: %s is answered in %s', (accept, type) => {
    const answer = encodeResponse('ListUsers', { Users: [] }, { requestId, accept });
    expect(answer.headers['content-type']).toBe(type);
  });
});

test.each([
  ['a text for a list', 'ListUsers', '{"Users":"alice"}'],
  ['a number for a text', 'ListAccountAliases', '{"AccountAliases":[1]}'],
  ['null for an output', 'ListUsers', 'null'],
] as const)('%s is a fault of ours, not an answer', (_, name, text) => {
  expect(() => encodeResponse(name, JSON.parse(text), { requestId })).toThrow(TypeError);
});
