import { type VersioningOptions, VersioningType } from '@nestjs/common';
import type { Request } from 'express';

/** The generations of the API, oldest first. */
export const API_VERSIONS = ['2024-04-15', '2024-06-11', '2024-06-14', '2024-08-13', '2024-09-04'] as const;

export type ApiVersion = (typeof API_VERSIONS)[number];

/** What callers get who name no version or one that does not exist. */
const DEFAULT_VERSION: ApiVersion = '2024-04-15';

/**
 * The header `cal-api-version` chooses among controllers with the same path by the versions that they name, such as
 * `@Controller({ path: '/v2/schedules', version: versionsFrom('2024-06-11') })`. Controllers that name none serve all.
 */
export const API_VERSIONING: VersioningOptions = {
  type: VersioningType.CUSTOM,
  extractor: (request) => requestedVersion((request as Request).headers['cal-api-version']),
};

/** The generation that a header asks for. The comparison is exact. */
export function requestedVersion(header: string | string[] | undefined): ApiVersion {
  return API_VERSIONS.find((version) => version === header) ?? DEFAULT_VERSION;
}

// improve: versions.newer — the original answers 404 to a known version that is newer than the newest shape of a route.
/** The versions that get the shape introduced with `first`: it and all later ones, or those before `next`. */
export function versionsFrom(first: ApiVersion, next?: ApiVersion): ApiVersion[] {
  return API_VERSIONS.slice(API_VERSIONS.indexOf(first), next && API_VERSIONS.indexOf(next));
}
