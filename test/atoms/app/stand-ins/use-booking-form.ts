import { useBookerStoreContext } from '@calcom/atoms';
import { useEffect, useRef } from 'react';
import { useForm } from 'react-hook-form';

interface Responses {
  name?: string | { firstName?: string; lastName?: string };
  email?: string;
  [field: string]: unknown;
}

interface FormValues {
  responses: Responses;
  globalError?: string;
}

/** The form of the booking view: empty but for the address of who is signed in, or what was answered for the booking to move. */
export function useBookingForm({ sessionEmail }: { sessionEmail?: string } = {}) {
  const bookerFormErrorRef = useRef<HTMLDivElement>(null);
  const booked = useBookerStoreContext((state) => state.bookingData?.responses) as Responses | undefined;
  const bookingForm = useForm<FormValues>({ defaultValues: { responses: {} } });
  const { reset, watch, clearErrors, formState } = bookingForm;

  useEffect(() => {
    reset({ responses: booked ?? { email: sessionEmail ?? '' } });
  }, [reset, booked, sessionEmail]);

  const email = watch('responses.email');
  const name = watch('responses.name');
  const errors = { hasFormErrors: Boolean(formState.errors.globalError), formErrors: formState.errors.globalError };
  return {
    bookingForm,
    bookerFormErrorRef,
    key: 'booking-form',
    formEmail: email ?? '',
    formName: typeof name === 'object' ? `${name.firstName ?? ''} ${name.lastName ?? ''}`.trim() : (name ?? ''),
    beforeVerifyEmail: () => clearErrors(),
    formErrors: errors,
    errors,
  };
}
