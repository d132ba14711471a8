/** A PNG by its first and last bytes, of that size. */
export function png({ width = 48, height = 48, filling = 20 } = {}): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const start = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  return Buffer.concat([start, size, Buffer.alloc(filling), Buffer.from('0000000049454e44ae426082', 'hex')]);
}

/** A JPEG: start, an application segment, quantisation, Huffman tables, the frame header, some data, the end. */
export function jpeg({ width = 48, height = 48, frame = 0xc0, filling = 20 } = {}): Buffer {
  const segment = (marker: number, data: readonly number[]) => [0xff, marker, 0, data.length + 2, ...data];
  const sides = [height >> 8, height & 0xff, width >> 8, width & 0xff];
  return Buffer.from([
    ...[0xff, 0xd8],
    ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...segment(0xdb, [0, 1, 2, 3]),
    // Its number lies among those of the frames.
    ...segment(0xc4, [9, 9, 9, 9, 9, 9, 9, 9, 9]),
    ...segment(frame, [8, ...sides, 1, 1, 0x11, 0]),
    ...Array.from({ length: filling }, () => 7),
    ...[0xff, 0xd9],
  ]);
}
