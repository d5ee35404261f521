// One call of a real SDK client over a wire that is a function.
import { Readable } from 'node:stream';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { EncodedResponse, QueryRequest } from '@ostiary/api';
import { SDKS, type SdkOperation } from './sdk-operations.js';

interface SdkRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

type Answer = (request: QueryRequest) => EncodedResponse;

/** Sends an operation and answers it; what comes back is what the SDK understood. */
export async function callSdk(
  { service, name }: Pick<SdkOperation, 'service' | 'name'>,
  input: unknown,
  answer: Answer,
): Promise<Readonly<Record<string, unknown>>> {
  const Command = SDKS[service][`${name}Command`] as new (input: unknown) => never;
  const settings = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: SdkRequest) => {
        const { status, headers, body } = answer({
          method: request.method,
          query: '',
          contentType: request.headers['content-type'],
          body: Buffer.from(request.body ?? ''),
        });
        return {
          response: { statusCode: status, headers, body: Readable.from([Buffer.from(body)]) },
        };
      },
    },
  };
  const command = new Command(input);
  const { $metadata, ...output } =
    service === 'iam'
      ? await new IAMClient(settings).send(command)
      : await new STSClient(settings).send(command);
  return output;
}
