import { describeHalf } from './minute-by-minute.js';

describeHalf();
