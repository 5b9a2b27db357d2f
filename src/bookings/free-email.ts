// compat: event-types.free-email — a list of some seventy domains.
/** Where anybody has a mailbox for the asking. */
const FREE_DOMAINS = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it live.com msn.com
   yahoo.com yahoo.co.uk yahoo.co.in yahoo.fr yahoo.de yahoo.it ymail.com rocketmail.com icloud.com me.com mac.com aol.com
   proton.me protonmail.com pm.me gmx.com gmx.de gmx.net web.de t-online.de freenet.de mail.com mail.ru inbox.ru list.ru
   bk.ru yandex.com yandex.ru orange.fr wanadoo.fr free.fr laposte.net libero.it virgilio.it qq.com 163.com 126.com
   sina.com naver.com daum.net hanmail.net rediffmail.com zoho.com tutanota.com tuta.com fastmail.com hey.com uol.com.br
   bol.com.br comcast.net verizon.net att.net`.split(/\s+/),
);

/** Whether the address tells nothing about where its owner works. */
export function isFreeEmail(email: string): boolean {
  return FREE_DOMAINS.has(email.slice(email.lastIndexOf('@') + 1).toLowerCase());
}
