import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { thumbnailOf } from './picture.js';

const run = promisify(execFile);

/**
 * A frame from the first seconds of a video as a WebP thumbnail; null where there is no ffmpeg or it gives up.
 * ffmpeg may read this one file only: a playlist in a film's clothing reaches nothing.
 */
export async function videoFrame(path: string): Promise<Uint8Array | null> {
  const input = ['-protocol_whitelist', 'file,pipe', '-i', `file:${path}`];
  const output = [
    '-frames:v',
    '1',
    '-vf',
    'thumbnail=50,scale=480:-2',
    '-f',
    'image2pipe',
    '-c:v',
    'png',
    'pipe:1',
  ];
  try {
    const { stdout } = await run(
      'ffmpeg',
      ['-v', 'error', '-nostdin', '-threads', '1', ...input, ...output],
      {
        encoding: 'buffer',
        timeout: 30_000,
        killSignal: 'SIGKILL',
        maxBuffer: 8 * 2 ** 20,
        env: { PATH: process.env.PATH },
      },
    );
    return await thumbnailOf(stdout);
  } catch {
    return null;
  }
}
