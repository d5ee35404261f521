// @ostiary/sigv4: the signature.
export type { PathRule } from './canonical-path.js';
export { type CanonicalRequestOptions, canonicalRequest } from './canonical-request.js';
export type { ChecksumName } from './checksum.js';
export type { ChunkedPayloadWord } from './chunked-payload.js';
export { createPostForm, type PostFormOptions } from './create-post-form.js';
export type { CredentialScope } from './credential-scope.js';
export type { Credentials } from './credentials.js';
export type { PayloadMode } from './declared-payload.js';
export { deriveKeyPair, type KeyPair } from './derive-key-pair.js';
export { deriveSigningKey } from './derive-signing-key.js';
export type { Dialect } from './dialect.js';
export {
  SignatureError,
  type SignatureErrorCode,
  type SignatureExplanation,
} from './errors.js';
export type { HeaderValues } from './header-values.js';
export type { HttpHeader, HttpRequest } from './http-request.js';
export type { PostForm } from './parse-post-form.js';
export type { PostCondition } from './post-policy.js';
export { type PresignedUrl, type PresignUrlOptions, presignUrl } from './presign-url.js';
export { SecretAccessKey } from './secret-access-key.js';
export {
  type PostFormFields,
  type SignPostPolicyOptions,
  signPostPolicy,
} from './sign-post-policy.js';
export { type SignedRequest, type SignRequestOptions, signRequest } from './sign-request.js';
export {
  type SignedStream,
  type SignStreamOptions,
  signStream,
} from './sign-stream.js';
export type { SigningAlgorithm } from './signing-algorithm.js';
export type { SigningKeyLookup, SigningKeyMatch, SigningKeyQuery } from './signing-key-lookup.js';
export { type StringToSignParts, stringToSign } from './string-to-sign.js';
export type { VerifiedSignature } from './verified-signature.js';
export type { VerifyRequestOptions } from './verify-options.js';
export {
  type VerifiedPostForm,
  type VerifyPostFormOptions,
  verifyPostForm,
} from './verify-post-form.js';
export { verifyRequest } from './verify-request.js';
export {
  type VerifiedHead,
  type VerifyRequestHeadOptions,
  verifyRequestHead,
} from './verify-request-head.js';
