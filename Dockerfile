# syntax=docker/dockerfile:1
ARG NODE=24-alpine3.22
ARG ALPINE=3.22

FROM node:${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Nothing here depends on install scripts. The optional packages are the PostgreSQL for trying things out and native parts
# of the tests.
RUN npm ci --ignore-scripts --omit=optional --no-audit --no-fund
COPY nest-cli.json prisma.config.ts tsconfig.json ./
COPY prisma ./prisma
COPY src ./src
RUN npm run build \
 && npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
 # What a running server never opens: query compilers of other databases, parts of Swagger UI, types and texts.
 && find node_modules/@prisma/client/runtime -name 'query_compiler_*' ! -name '*_bg.postgresql.*' -delete \
 && find node_modules/swagger-ui-dist -name '*-es-bundle*' -o -name 'swagger-ui.js' | xargs rm -f \
 && find node_modules dist -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.md' \) -delete \
 && rm -f dist/.tsbuildinfo

FROM alpine:${ALPINE}
RUN apk add --no-cache libstdc++ && adduser -D -H -u 10001 server
COPY --from=build /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
COPY package.json LICENSE ./
COPY bin ./bin
COPY prisma/migrations ./prisma/migrations
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
ENV NODE_ENV=production
USER 10001:10001
EXPOSE 5555
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD wget -q -O /dev/null "http://127.0.0.1:${PORT:-5555}/health/live" || exit 1
# The server handles SIGTERM itself, so it may be process 1.
ENTRYPOINT ["node", "--max-semi-space-size=8", "bin/managed-users.js"]
CMD ["serve"]
