import { open } from 'node:fs/promises';

/** A movie header lies within the first boxes; more boxes than this are a trap, not a film. */
const MAX_BOXES = 1000;

/**
 * Duration of an MP4 in seconds, from its movie header (`moov/mvhd`, ISO/IEC 14496-12);
 * null where there is none. Reads only the boxes' heads, wherever the header lies.
 */
export async function mp4Duration(path: string): Promise<number | null> {
  const file = await open(path, 'r');
  const read = async (position: number, length: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  };
  try {
    let end = (await file.stat()).size;
    let position = 0;
    for (let box = 0; box < MAX_BOXES && position + 8 <= end; box++) {
      const head = await read(position, 16);
      if (head.length < 8) return null;
      const type = head.toString('latin1', 4, 8);
      const short = head.readUInt32BE(0);
      const large = short === 1 && head.length === 16;
      const size = short === 0 ? end - position : large ? Number(head.readBigUInt64BE(8)) : short;
      const body = position + (large ? 16 : 8);
      if (size < 8) return null;
      if (type === 'mvhd') return movieHeader(await read(body, 32));
      if (type === 'moov') {
        end = Math.min(end, position + size);
        position = body;
      } else position += size;
    }
    return null;
  } finally {
    await file.close();
  }
}

function movieHeader(body: Buffer): number | null {
  if (body.length < 32) return null;
  const wide = body[0] === 1;
  const timescale = body.readUInt32BE(wide ? 20 : 12);
  const duration = wide ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
  return timescale > 0 ? duration / timescale : null;
}
