import { Injectable, type PipeTransform } from '@nestjs/common';
import { readStrictly } from '../common/strict-body.js';
import { isObject } from '../event-types/input-check.js';
import { readInstant } from '../slots/instant.js';
import type { Cancellation } from './cancel-booking.service.js';
import {
  CancelBookingInput_2024_08_13,
  CancelSeatedBookingInput_2024_08_13,
  RescheduleBookingInput_2024_08_13,
  RescheduleSeatedBookingInput_2024_08_13,
} from './change-booking-2024-08-13.dto.js';
import type { RescheduleRequest } from './reschedule-request.js';

export type RescheduleInput = RescheduleBookingInput_2024_08_13 & Partial<RescheduleSeatedBookingInput_2024_08_13>;
export type CancelInput = CancelBookingInput_2024_08_13 & Partial<CancelSeatedBookingInput_2024_08_13>;

const namesSeat = (body: unknown): boolean => isObject(body) && body['seatUid'] !== undefined;

/** Checks the body of a request to move a booking; one of a seat is told by its uid. */
@Injectable()
export class RescheduleBookingInputPipe implements PipeTransform<unknown, RescheduleInput> {
  transform(body: unknown): RescheduleInput {
    return namesSeat(body)
      ? readStrictly(RescheduleSeatedBookingInput_2024_08_13, body)
      : readStrictly(RescheduleBookingInput_2024_08_13, body);
  }
}

/** Checks the body of a request to cancel; there may be none. */
@Injectable()
export class CancelBookingInputPipe implements PipeTransform<unknown, CancelInput> {
  transform(body: unknown): CancelInput {
    return namesSeat(body)
      ? readStrictly(CancelSeatedBookingInput_2024_08_13, body)
      : readStrictly(CancelBookingInput_2024_08_13, body ?? {});
  }
}

export function rescheduleOf(uid: string, input: RescheduleInput, isEmbed: boolean): RescheduleRequest {
  return {
    uid,
    start: readInstant(input.start) as number,
    seatUid: input.seatUid ?? null,
    rescheduledBy: input.rescheduledBy ?? null,
    reason: input.reschedulingReason ?? null,
    verificationCode: input.emailVerificationCode ?? null,
    isEmbed,
  };
}

export function cancellationOf(uid: string, input: CancelInput, isEmbed: boolean): Cancellation {
  return {
    uid,
    reason: input.cancellationReason ?? null,
    withSubsequent: input.cancelSubsequentBookings ?? false,
    seatUid: input.seatUid ?? null,
    byEmail: null,
    isEmbed,
  };
}
