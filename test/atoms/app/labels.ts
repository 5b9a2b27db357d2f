/** Texts that 2.11.0 asks for and does not have. */
export const labels = {
  your_name: 'Your name',
  email_address: 'Email address',
  phone_number: 'Phone number',
  what_is_this_meeting_about: 'What is it about?',
  location: 'Place',
  additional_notes: 'Additional notes',
  share_additional_notes: 'Anything that helps to prepare',
  additional_guests: 'Add guests',
  reason_for_reschedule: 'Reason for rescheduling',
  reschedule_placeholder: 'Tell why it has to be another time',
  multiple_duration_timeUnit_short: '{{count}} {{unit}}s',
};
