/** A request that came to nothing, as it really was. */
export interface FailedRequest {
  /** Absent where there was no whole answer. */
  readonly status?: number;
  readonly body: string;
  /** Why there was no answer. */
  readonly error?: unknown;
}

export interface GuardedFetch {
  readonly fetch: typeof fetch;
  /** What really happened, from the error that the SDK throws of it; undefined for errors that are not of a request. */
  readonly failedRequest: (error: unknown) => FailedRequest | undefined;
}

/** The SDK sends nothing again that ends with this status, whatever the method. */
const finalStatus = 499;

/**
 * Between the SDK and the network. The SDK sends again by itself, six times at once: after an error of the network even
 * what begins paid work. So it never sees an error, nor a status that it takes for a passing one: it is given 499 in
 * their place, and `failedRequest` tells what it was. An answer is read whole here, since half of one is none; and the
 * token goes to one origin only, wherever an answer points.
 */
export function createGuardedFetch(options: {
  /** Waits where the server asks for it; sends once otherwise. */
  readonly send: typeof fetch;
  readonly origin: string;
  /** More headers for a request, by its path. */
  readonly headersFor: (method: string, pathname: string) => Readonly<Record<string, string>>;
}): GuardedFetch {
  const failures = new WeakMap<Response, FailedRequest>();

  const fail = (failure: FailedRequest): Response => {
    const response = new Response('', { status: finalStatus });
    failures.set(response, failure);
    return response;
  };

  return {
    async fetch(input, init = {}) {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.origin !== options.origin) return fail({ body: `a request to another origin, ${url.origin}` });
      try {
        const headers = new Headers(init.headers);
        const more = options.headersFor(init.method ?? 'GET', url.pathname);
        for (const [name, value] of Object.entries(more)) headers.set(name, value);
        const answer = await options.send(url, { ...init, headers });
        const body = await answer.text();
        if (!answer.ok) return fail({ status: answer.status, body });
        return new Response(body === '' ? null : body, { status: answer.status, headers: answer.headers });
      } catch (error) {
        return fail({ body: '', error });
      }
    },
    failedRequest(error) {
      if (!(error instanceof Error) || !('response' in error)) return undefined;
      return error.response instanceof Response ? failures.get(error.response) : undefined;
    },
  };
}
