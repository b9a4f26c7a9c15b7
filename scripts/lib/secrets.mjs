/** @file What a secret looks like in a text, for the scans of repository, bundle and package (S20). */

const SECRETS = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'an access key of a cloud': /\bA(?:KIA|SIA)[0-9A-Z]{16}\b/,
  'a token of a code host': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40,}|glpat-[A-Za-z0-9_-]{20})\b/,
  'a token of a chat': /\bxox[baprs]-[A-Za-z0-9-]{10,}/,
  'a token of a registry': /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[^\s$]/,
  'a signed token': /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}/,
  'credentials in an address': /\bhttps?:\/\/[^\s/:@'"`${}<>]+:[^\s/:@'"`${}<>]+@[^\s]/,
  // Those of tests carry the word.
  'a client secret': /client_?secret['"]?\s*[:=]\s*['"](?![^'"]*canary)[A-Za-z0-9+/_=-]{20,}['"]/i,
};

/** @returns what was found, never the secret itself. */
export function findSecrets(text) {
  return Object.entries(SECRETS)
    .filter(([, pattern]) => pattern.test(text))
    .map(([what]) => what);
}
