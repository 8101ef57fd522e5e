import type { Size } from '../../size.ts';
import type { FrameLook } from './frame-look.ts';
import { houseSize } from './house-size.ts';
import { turnFilters } from '../turn.ts';

/** How a video's frames are brought into the house form, all but their rate: filters of FFmpeg. */
export interface HouseFilters {
  readonly description: string;
  readonly size: Size;
}

/** Scaling that keeps what it can. */
const scaling = 'flags=lanczos+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact';

/** Light that is shown at 100 cd/m² is a screen's white. */
const tonemapping =
  'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,' +
  'zscale=t=bt709:m=bt709:r=limited';

/** Filters for frames that look like this: 8-bit yuv420p in BT.709 and limited range, upright, on white. */
export function houseFilters(look: FrameLook): HouseFilters {
  const seen = seenSize(look);
  const size = houseSize(seen);
  const filters = [
    ...(look.transparent ? [onWhite] : []),
    ...(look.interlaced ? ['bwdif=mode=send_frame:deint=interlaced'] : []),
    ...turnFilters(look.turn),
    ...sizeFilters(seen, size, look.pixelAspect !== 1),
    ...lightFilters(look.light),
    'setsar=1',
    'format=yuv420p',
  ];
  return { description: filters.join(','), size };
}

const onWhite =
  'format=rgba,split[seen][under];[under]lutrgb=r=255:g=255:b=255:a=255[white];[white][seen]overlay=format=gbrp';

/** As people see it: turned, its pixels made square by making one side longer. */
function seenSize({ size, pixelAspect, turn }: FrameLook): Size {
  const width = Math.round(size.width * Math.max(1, pixelAspect));
  const height = Math.round(size.height * Math.max(1, 1 / pixelAspect));
  return turn.quarters % 2 === 1 ? { width: height, height: width } : { width, height };
}

function sizeFilters(seen: Size, { width, height }: Size, stretched: boolean): readonly string[] {
  const onlyOdd = !stretched && seen.width - width < 2 && seen.height - height < 2;
  // A picture that is only odd keeps its pixels. The scaler after it does nothing then, unless a later frame differs.
  const crop = onlyOdd ? [`crop=${width}:${height}:0:0`] : [];
  return [...crop, `scale=w=${width}:h=${height}:${scaling}`];
}

function lightFilters(light: FrameLook['light']): readonly string[] {
  switch (light) {
    case 'standard':
      return [`scale=${scaling}:out_color_matrix=bt709:out_range=tv`];
    case 'wide':
      return ['zscale=p=bt709:t=bt709:m=bt709:r=limited'];
    case 'pq':
      return ['zscale=tin=smpte2084:pin=2020:min=2020_ncl', tonemapping];
    case 'hlg':
      return ['zscale=tin=arib-std-b67:pin=2020:min=2020_ncl', tonemapping];
  }
}
