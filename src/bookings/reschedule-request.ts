/** Where somebody wants to move a booking, whatever generation of the API the request came by. */
export interface RescheduleRequest {
  uid: string;
  /** Epoch milliseconds. */
  start: number;
  /** Only this seat. */
  seatUid: string | null;
  /** E-mail address of who moves it, where the request tells. */
  rescheduledBy: string | null;
  reason: string | null;
  /** That the booker read in a mail. */
  verificationCode: string | null;
  isEmbed: boolean;
}
