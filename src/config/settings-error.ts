/** Settings that the server cannot start with. The message names them and never shows a value. */
export class SettingsError extends Error {
  constructor(problems: string[]) {
    super(problems.join('; '));
  }
}
