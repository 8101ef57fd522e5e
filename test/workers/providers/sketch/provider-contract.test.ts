import { silentLogger } from '../../../../src/core/log.ts';
import { createSketchProvider } from '../../../../workers/providers/sketch/provider.ts';
import { describeProvider } from '../../../contracts/provider-contract.ts';

describeProvider('sketch', () => ({
  provider: createSketchProvider({ logger: silentLogger() }),
  size: { width: 128, height: 72 },
  durationS: 1,
  fps: 8,
}));
