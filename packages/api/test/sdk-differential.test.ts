// The real SDK clients and our codecs understand each other, for every operation.
import { decodeRequest, encodeResponse, type OperationName, type OutputOf } from '@ostiary/api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callSdk } from './sdk-call.js';
import { operations, valuesOf } from './sdk-operations.js';

/** Any text that UTF-8 has, NUL, quotes and emoji among it. */
const anyText = fc.string({ unit: 'binary', maxLength: 12 });

/** Any text that XML has, but for blank lines alone, which the SDK takes for indentation. */
const xmlText = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((text) => !/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(text))
  .filter((text) => text.trim() !== '' || !text.includes('\n'));

describe('what a real SDK client sends and understands', () => {
  test.each(operations)('$name', async (operation) => {
    await fc.assert(
      fc.asyncProperty(
        valuesOf(operation.input, anyText),
        valuesOf(operation.output, xmlText),
        async (input, output) => {
          let received: unknown;
          const understood = await callSdk(operation, input ?? {}, (request) => {
            received = decodeRequest(request);
            return encodeResponse(operation.name, output as OutputOf<OperationName>, {
              requestId: '6b3f0ac0-9c1f-4f0a-8d5e-0d2f6f0b3c11',
            });
          });
          const { service, name } = operation;
          expect(received).toEqual({ service, name, input });
          expect(understood).toEqual(percentEncodeDocuments(output ?? {}, name));
        },
      ),
      { numRuns: 8 },
    );
  });
});

const DOCUMENTS = ['AssumeRolePolicyDocument', 'Document', 'PolicyDocument'];

/** The SDK hands policy documents on as they came: percent-encoded. */
function percentEncodeDocuments(value: unknown, member: string): unknown {
  if (typeof value === 'string') return DOCUMENTS.includes(member) ? encodeDocument(value) : value;
  if (Array.isArray(value)) return value.map((inner) => percentEncodeDocuments(inner, member));
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, percentEncodeDocuments(inner, name)]),
  );
}

function encodeDocument(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  return bytes
    .map((byte) => String.fromCharCode(byte))
    .map((sign) =>
      /[A-Za-z0-9._~-]/.test(sign)
        ? sign
        : `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
}
