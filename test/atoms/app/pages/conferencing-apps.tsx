import { ConferencingAppsSettings } from '@calcom/atoms';

export default function ConferencingAppsPage() {
  const here = window.location.href;
  return <ConferencingAppsSettings returnTo={here} onErrorReturnTo={here} />;
}
