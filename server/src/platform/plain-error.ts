/** A fault of the deployment, told in plain words to the person at the terminal: no stack is printed. */
export class PlainError extends Error {
  /** @param message what is wrong and what to do about it, Russian first */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PlainError';
  }
}
