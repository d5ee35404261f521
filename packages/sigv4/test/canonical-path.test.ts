// The canonical path by both rules; the encodings are those the AWS SDKs were seen to send.
import { expect, it } from 'vitest';
import { canonicalPath } from '../src/canonical-path.js';

it.each([
  ['', '/', '/'],
  ['/', '/', '/'],
  ['/a/b', '/a/b', '/a/b'],
  ['/a/b/', '/a/b/', '/a/b/'],
  ['//a///b', '/a/b', '//a///b'],
  ['/a/./b/../c', '/a/c', '/a/./b/../c'],
  ['/a/..', '/', '/a/..'],
  ['/../..', '/', '/../..'],
  ['/a/.', '/a', '/a/.'],
  ['/.hidden/..two', '/.hidden/..two', '/.hidden/..two'],
  ['/a%20b', '/a%2520b', '/a%20b'],
  ['/a%2fb', '/a%252fb', '/a%2Fb'],
  ['/%41%7e', '/%2541%257e', '/A~'],
  ["/~-_.!*'()@:=,;&$+", '/~-_.%21%2A%27%28%29%40%3A%3D%2C%3B%26%24%2B', undefined],
  ['/a+b', '/a%2Bb', '/a%2Bb'],
  ['/%zz%', '/%25zz%25', '/%25zz%25'],
  ['/ሴ', '/%E1%88%B4', '/%E1%88%B4'],
  ['/😀', '/%F0%9F%98%80', '/%F0%9F%98%80'],
])('the path %j is %j to most services and %j to S3', (raw, normalized, s3 = normalized) => {
  expect(canonicalPath(raw, 'normalized')).toBe(normalized);
  expect(canonicalPath(raw, 's3')).toBe(s3);
});

it('the path of an object whose key holds every odd character is what S3 clients sign', () => {
  const sent = '/b/a%20b/%C3%A9//../x%252Fy%2Bz~w%281%29%2A%27%21%40%3A%3D%2C%3B%26%24.txt';
  expect(canonicalPath(sent, 's3')).toBe(sent);
});
