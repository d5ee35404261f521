// AWS's two JSON protocols, told apart by the content type of a request.
import { headerValues, type RequestHead } from './incoming-request.js';

/**
 * The content type of a request that names its operation in `X-Amz-Target` (Smithy, "AWS JSON 1.0
 * protocol" and "AWS JSON 1.1 protocol"); undefined for one that names it by its route, as in
 * "AWS restJson1 protocol". What answers it has the same type, and every fault of its sender the
 * status 400.
 */
export function awsJsonContentType(request: RequestHead): string | undefined {
  const [value = ''] = headerValues(request, 'content-type');
  return /^application\/x-amz-json-1\.[01](?=$|;)/.exec(value)?.[0];
}
