import type { Mail } from '../mails/mail.js';
import { mailHtml, mailText } from '../mails/mail-body.js';

/** The e-mail that brings a code of six digits. */
export function verificationMail(email: string, name: string, code: string): Mail {
  const body = {
    name,
    opening: 'Enter this code to show that the address is yours. It is valid for 15 minutes.',
    lines: [['Code', code]] as [string, string][],
    links: [],
  };
  return { to: email, subject: `Your code: ${code}`, text: mailText(body), html: mailHtml(body) };
}
