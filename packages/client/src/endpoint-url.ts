// The URL of an endpoint, as a setting has it.

/** Parses an http or https URL; undefined for any other, and for one that holds a password. */
export function endpointUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  // A request cannot be made of it, and the error would repeat it.
  return isHttp && url.username === '' && url.password === '' ? url : undefined;
}
