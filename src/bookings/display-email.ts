/** The address as its owner knows it: without what the server added to tell the clients' users apart. */
export function displayEmail(email: string): string {
  return email.replace(/\+[a-zA-Z0-9]{25}(?=@)/, '');
}
