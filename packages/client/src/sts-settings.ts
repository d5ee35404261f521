// Where the security token service is.
import { endpointUrl } from './endpoint-url.js';
import { ClientError } from './errors.js';
import type { ProviderContext } from './provider-options.js';

/** An endpoint, and the region to sign for. */
export interface StsSettings {
  readonly endpoint: string;
  readonly region: string;
}

/**
 * The endpoint by `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL`, the `services` section of the profile
 * or its `endpoint_url`, else AWS's own of the region; `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` passes
 * over all of them (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"). The region by
 * `AWS_REGION`, `AWS_DEFAULT_REGION` or the profile, else `us-east-1`. Throws ClientError
 * InvalidConfig for an endpoint that is no URL.
 */
export async function stsSettings(context: ProviderContext): Promise<StsSettings> {
  const { environment, profileName } = context;
  const config = await context.loadConfig();
  const { settings = {} } = config.findProfile(profileName) ?? {};
  const region =
    environment.AWS_REGION || environment.AWS_DEFAULT_REGION || settings.region || 'us-east-1';
  const isIgnored = [
    environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS,
    settings.ignore_configured_endpoint_urls,
  ].some((value) => value?.toLowerCase() === 'true');
  const services = config.findSection('services', settings.services ?? '');
  const configured =
    environment.AWS_ENDPOINT_URL_STS ||
    environment.AWS_ENDPOINT_URL ||
    services?.['sts.endpoint_url'] ||
    settings.endpoint_url;
  if (!configured || isIgnored) return { endpoint: endpointOfRegion(region), region };
  const endpoint = endpointUrl(configured)?.href;
  if (endpoint !== undefined) return { endpoint, region };
  throw new ClientError(
    'InvalidConfig',
    'expected the endpoint of STS, in `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL` or `endpoint_url`, to be an http or https URL without a password, found something else',
  );
}

/** AWS General Reference, "AWS STS endpoints and quotas"; China is a partition of its own. */
function endpointOfRegion(region: string): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://sts.${region}.${domain}/`;
}
