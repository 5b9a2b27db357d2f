/** An e-mail to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  replyTo?: string;
  /** A calendar file (RFC 5545) that mail programs show as an invitation or as its end. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string };
}
