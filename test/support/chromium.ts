import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian, other distributions and macOS put it. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const executablePath = places.find((place) => existsSync(place));

/** Whether there is a Chromium here. Where not, its suites are skipped and this says so, unless all are required. */
export function hasChromium(): boolean {
  if (executablePath !== undefined) return true;
  if (process.env['MORA_TEST_REQUIRE'] === 'all') throw new Error('Chromium is required, and there is none here.');
  process.stderr.write('Skipped: Chromium is not installed, so the page was not tried in a real browser.\n');
  return false;
}

/** A headless Chromium that talks to nobody by itself. */
export async function openChromium(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
