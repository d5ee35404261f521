// The JSON body of a request, where every reader of it reads the same.
import { GateError } from './errors.js';
import { headerValues, type ReceivedRequest } from './incoming-request.js';

/**
 * The body as JSON; undefined when there is none. It has to say that it is JSON, in UTF-8 and not
 * compressed: a body parser after the gate goes by what the headers say, and one text can be two
 * different bodies, as JSON and as a form, or as UTF-8 and as UTF-7.
 *
 * @throws GateError `MalformedRequestBody`
 */
export function parseJsonBody(request: ReceivedRequest): unknown {
  const { body } = request;
  if (body === undefined || body.length === 0) return undefined;
  checkContentType(headerValues(request, 'content-type'));
  if (headerValues(request, 'content-encoding').some((each) => each.toLowerCase() !== 'identity')) {
    throw malformed('expected a request body without content-encoding, found one with it');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw malformed('the request body is not valid JSON', { cause });
  }
}

function checkContentType(contentTypes: readonly string[]): void {
  const [contentType = ''] = contentTypes;
  const isJson = /^application\/([\w.-]+\+)?json *(; *charset="?utf-8"? *)?$/i.test(contentType);
  if (contentTypes.length === 1 && isJson) return;
  throw malformed('expected a request body of `content-type: application/json` in UTF-8');
}

function malformed(message: string, options?: ErrorOptions): GateError {
  return new GateError('MalformedRequestBody', message, options);
}
