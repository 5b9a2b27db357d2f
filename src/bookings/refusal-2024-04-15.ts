import { ApiError } from '../common/api-error.js';
import { BookingRefusal } from './booking-refusals.js';

const AUTHENTICATION: Record<number, string> = {
  401: 'This event type requires authentication. Please provide valid credentials.',
  403: 'You are not authorized to book this event type. You must be the event type owner, a host, a team admin/owner, or an organization admin/owner.',
};

/**
 * Runs work whose refusals are told in the words of the version 2024-04-15: keys, which the components translate.
 *
 * @throws ApiError
 */
export async function inWordsOf_2024_04_15<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BookingRefusal) throw ApiError.badRequest(error.key);
    if (error instanceof ApiError && error.message.startsWith('checkBookingRequiresAuthentication')) {
      const text = AUTHENTICATION[error.getStatus()] as string;
      throw error.getStatus() === 401 ? ApiError.unauthorized(text) : ApiError.forbidden(text);
    }
    throw error;
  }
}
