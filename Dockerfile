# The studio and its workers in one image. Which of the two a container is, says its command.

# Both stages are the same Debian: the native parts of the dependencies are chosen in the first for what is in the second.
FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

# Node itself is one of the dependencies, so this image brings none, and no npm either.
FROM debian:12-slim
RUN useradd --system --uid 10001 --user-group --home-dir /nonexistent --shell /usr/sbin/nologin mora \
  && install --directory --owner=mora --group=mora --mode=0700 /data
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY src ./src
COPY workers ./workers

ENV PATH=/app/node_modules/.bin:$PATH \
    MORA_DATA_DIR=/data \
    MORA_HEALTH_PORT=3001
# By number: Kubernetes checks runAsNonRoot by it.
USER 10001:10001
VOLUME /data
EXPOSE 3000 3001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=4 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:' + process.env.MORA_HEALTH_PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# No npm and no shell between: signals reach the studio.
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]
CMD ["start"]
