/** An answer that says no, in OpenAI's form. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    details: { readonly code?: string; readonly type?: string; readonly param?: string } = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    const { code = null, type = 'invalid_request_error', param = null } = details;
    this.status = status;
    this.body = { error: { message, type, param, code } };
    this.headers = headers;
  }
}

/** A request that does not fit. */
export function unfit(message: string, param: string, code = 'invalid_value'): Refusal {
  return new Refusal(400, message, { code, param });
}
