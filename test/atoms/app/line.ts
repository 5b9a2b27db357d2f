declare const __LINE__: string;

/** The line of @calcom/atoms that these pages show; the build says so. */
export const LINE = __LINE__ as '2.11' | '2.6';
