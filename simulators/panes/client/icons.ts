const SVG = 'http://www.w3.org/2000/svg';

/** Line drawings on a 20 by 20 grid. */
const PATHS = {
  key: 'M12.5 3a4.5 4.5 0 0 0-4.3 5.8L3 14v3h3v-2h2v-2h2l1.2-1.2A4.5 4.5 0 1 0 12.5 3Zm1.5 2.200a.8.8 0 1 1 0 1.6.8.8 0 0 1 0-1.600Z',
  send: 'M3 4l14 6-14 6 2.2-6L3 4Zm2.2 6H11',
  moon: 'M15.5 12.500A6.5 6.5 0 0 1 7.5 4.500a6 6 0 1 0 8 8Z',
  sun: 'M10 6.500a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.300l1.4 1.400M14.3 14.300l1.4 1.400M15.7 4.300l-1.4 1.400M5.7 14.300l-1.4 1.4',
  mail: 'M3 5h14v10H3V5Zm0 .5 7 5.5 7-5.5',
  phone: 'M6.5 2.500h7a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1ZM9 15h2',
  shield: 'M10 2.5 4 5v4.500c0 4 2.6 6.6 6 8 3.4-1.4 6-4 6-8V5l-6-2.500Zm-2.5 7.300L9.3 11.500l3.2-3.3',
  down: 'M5 8l5 5 5-5',
  check: 'M4.5 10.5 8.3 14.2 15.5 6.5',
  account: 'M10 3.500a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM4 16.500c.5-3 2.8-4.8 6-4.800s5.5 1.8 6 4.8',
  outside: 'M8 4H4v12h12v-4M11.5 3.500h5v5M16.2 3.8 9.5 10.5',
} as const;
export type IconName = keyof typeof PATHS;

/** A picture beside words; screen readers skip it. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
