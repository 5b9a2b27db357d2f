/**
 * The username of a user with this (rewritten) address: the local part and the first two labels of the domain, as a slug.
 * `ann+cm01@example.org` gives `ann-cm01-example-org`.
 */
export function deriveUsername(email: string): string {
  const [local, domain = ''] = email.split('@');
  const [first, second] = domain.split('.');
  // compat: managed-users.username — a domain of one label leaves the word "undefined".
  return slug(`${local}-${first}-${second}`);
}

/** Lower-case letters, digits, single hyphens and inner dots, without accents and emojis. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .trim()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[^.\p{L}\p{N}\p{Zs}\p{Emoji}]+/gu, '-')
    .replace(/[\s_#]+/g, '-')
    .replace(/^-+/, '')
    .replace(/\.{2,}/g, '.')
    .replace(/^\.+/, '')
    .replace(/(?![0-9*#])\p{Emoji}/gu, '')
    .replace(/-+/g, '-')
    .replace(/-+$/, '')
    .replace(/\.+$/, '');
}
