import { createElement, forwardRef } from 'react';
import { forTheDom } from './for-the-dom.js';

export default forwardRef(function Link({ href, ...rest }, ref) {
  return createElement('a', { ...forTheDom(rest), href: typeof href === 'string' ? href : href?.pathname, ref });
});
