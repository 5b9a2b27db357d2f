/** Binds the sealed mails to their table. */
export const SEAL_CONTEXT = 'outgoing-mail';
