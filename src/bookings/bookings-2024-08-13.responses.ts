import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';
import { SuccessStatus } from '../common/success-status.js';
import * as outputs from './booking-outputs-2024-08-13.dto.js';
import { ANY_BOOKING } from './booking-reads-2024-08-13.responses.js';

// Envelopes of what is answered to those who make and change bookings, for the API documentation.

const ref = (type: ClassConstructor<object>) => ({ $ref: getSchemaPath(type) });
const listOf = (type: ClassConstructor<object>) => ({ type: 'array' as const, items: ref(type) });
const SEATED = [outputs.CreateSeatedBookingOutput_2024_08_13, outputs.CreateRecurringSeatedBookingOutput_2024_08_13];
const [REGULAR, RECURRING] = [outputs.BookingOutput_2024_08_13, outputs.RecurringBookingOutput_2024_08_13];

@ApiExtraModels(REGULAR, RECURRING, ...SEATED)
export class CreateBookingOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ oneOf: [ref(REGULAR), listOf(RECURRING), ref(SEATED[0]!), listOf(SEATED[1]!)] })
  data: object;
}

export class RescheduleBookingOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ oneOf: [ref(REGULAR), ref(RECURRING), ...SEATED.map(ref)] })
  data: object;
}

export class CancelBookingOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty(ANY_BOOKING)
  data: object;
}

export class MarkAbsentBookingOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ oneOf: [ref(REGULAR), ref(RECURRING)] })
  data: object;
}

/** compat: bookings.documented-reassign — the published document describes this envelope as its own data. */
export class ReassignBookingOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: () => ReassignBookingOutput_2024_08_13 })
  data: object;
}
