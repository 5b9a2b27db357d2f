import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiHeader, ApiParam, ApiSecurity, getSchemaPath } from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';
import { OptionalAuth } from '../auth/optional-auth.guard.js';
import { type Permission } from '../auth/permissions.js';
import { Permissions } from '../auth/permissions.guard.js';

const Authorization = (required: boolean): MethodDecorator =>
  ApiHeader({ name: 'Authorization', required, description: '`Bearer <token>`: an API key or an access token.' });

/** A route that anybody may call who knows what to name; credentials only widen what is allowed. */
export const ForAnybody = (): MethodDecorator =>
  applyDecorators(
    OptionalAuth(),
    Authorization(false),
    ApiSecurity({}),
    ApiHeader({ name: 'x-cal-secret-key', required: false, description: 'Secret of an OAuth client.' }),
    ApiHeader({ name: 'x-cal-client-id', required: false, description: 'Id of the OAuth client.' }),
  );

/** A route that needs credentials and, for those of a client, the permission. */
export const ForCallers = (permission: Permission): MethodDecorator =>
  applyDecorators(Permissions(permission) as MethodDecorator, Authorization(true));

export const BookingUid = (description = 'Uid of the booking.'): MethodDecorator =>
  ApiParam({ name: 'bookingUid', type: String, description });

/** A controller below one booking, for those with credentials. */
export const OfBooking = (): ClassDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'cal-api-version',
      required: true,
      description: '`2024-08-13` or later.',
      schema: { type: 'string' },
    }),
    Authorization(true),
    BookingUid(),
  ) as ClassDecorator;

/** A body in one of several shapes. */
export const BodyOf = (...types: ClassConstructor<object>[]): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(...types),
    ApiBody({ schema: { oneOf: types.map((type) => ({ $ref: getSchemaPath(type) })) } }),
  );
