const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether the text has the form of a UUID, and so can be compared with a column of that type. */
export const isUuid = (text: string): boolean => UUID.test(text);
