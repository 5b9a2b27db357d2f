import { createElement } from 'react';
import { forTheDom } from './for-the-dom.js';

export default function Image(props) {
  return createElement('img', forTheDom(props));
}
