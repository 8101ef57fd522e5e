declare module '@20minutes/s3rver' {
  import type { Server } from 'node:http';
  import type { Socket } from 'node:net';
  import type { Readable } from 'node:stream';

  /** What is used of Koa's context. */
  interface S3Context {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string | undefined>>;
    req: Readable & { readonly socket: Socket };
    status: number;
    type: string;
    body: unknown;
    readonly state: Record<string, unknown>;
    mountPath?: string;
    set(name: string, value: string): void;
  }

  interface S3rverOptions {
    readonly address: string;
    readonly port: number;
    readonly silent: boolean;
    readonly directory: string;
    readonly configureBuckets: readonly { readonly name: string }[];
  }

  class S3rver {
    constructor(options: S3rverOptions);
    readonly middleware: ((context: S3Context, next: () => Promise<void>) => Promise<void>)[];
    readonly store: { existsObject(bucket: string, key: string): Promise<boolean> };
    readonly httpServer: Server;
    run(): Promise<{ readonly port: number }>;
  }
  export { S3rver as default, type S3Context };
}
