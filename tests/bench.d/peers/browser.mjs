// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// browser.mjs NAME.PEER.html: shows the page in Chromium, in a window of 3840×2160 on an X server of its own, and prints
// lines "peer PEER NAME METRIC VALUE UNIT". The page gets files of this folder and, below /data/, of $WUQUAN_SCRATCH, and
// says by mapwalk.mjs what it does. Both programs end with this one, and nothing of them stays.
//
// A frame is the time from one picture on the screen to the next, as the X server tells it: a page does not know when its
// pictures are shown. The browser may work at two at once, so this is not more than one picture takes.
import {spawn} from 'node:child_process';
import {createReadStream} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:http';
import {basename, dirname, extname, join, normalize} from 'node:path';
import {fileURLToPath} from 'node:url';
import {watchScreen} from './damage.mjs';
import {quantile} from './samplepoints.mjs';

const limit = 200000; // milliseconds for all of it
const page = process.argv[2];
const [name, peer] = basename(page).split('.');
const here = dirname(fileURLToPath(import.meta.url));
const scratch = process.env.WUQUAN_SCRATCH;
const home = await mkdtemp(join(scratch, 'browser-'));
const children = [];

// Each in a process group of its own, so that none of its children outlives it.
function start(program, args, options) {
    const child = spawn(program, args, {detached: true, ...options});
    children.push(child);
    child.on('error', error => end(error.message));
    child.on('exit', () => end(`${program} ended`));
    return child;
}

// Chromium leaves nothing outside its folder; the X server must take its socket away.
function ended(child) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
        return undefined;
    const gone = new Promise(resolve => child.once('exit', resolve));
    process.kill(-child.pid, child.spawnfile === 'Xvfb' ? 'SIGTERM' : 'SIGKILL');
    return gone;
}

let isEnding = false;
// With a reason it went wrong.
async function end(reason) {
    if (isEnding)
        return;
    isEnding = true;
    if (reason)
        console.error(`${peer}: ${reason}`);
    await Promise.all(children.reverse().map(ended));
    await rm(home, {recursive: true, force: true, maxRetries: 10});
    process.exit(reason ? 1 : 0);
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
    process.on(signal, () => end('interrupted'));
process.on('uncaughtException', error => end(error.stack));
setTimeout(() => end(`not done within ${limit / 1000} s`), limit);

const print = (metric, value, unit) => console.log(`peer ${peer} ${name} ${metric} ${value} ${unit}`);

let begun = 0;
let shown = []; // when pictures came on the screen

// Until none has come for a second.
async function quiet() {
    for (let rest; (rest = (shown.at(-1) ?? begun) + 1000 - performance.now()) > 0;)
        await new Promise(resolve => setTimeout(resolve, rest));
}

function begin() {
    begun = performance.now();
    shown = [];
}

// What a page says, by path.
const told = {
    '/begin': begin,
    '/settled': async () => { begin(); await quiet(); },
    '/walked': ({walk, count}) => {
        const frames = shown.slice(1).map((time, i) => time - shown[i]);
        if (frames.length < 0.9 * count) {
            end(`${frames.length} of ${count} pictures came on the screen`);
            return;
        }
        print(`pan_${walk}_median_ms`, quantile(frames, 0.5).toFixed(1), 'ms');
        print(`pan_${walk}_p95_ms`, quantile(frames, 0.95).toFixed(1), 'ms');
        print(`pan_${walk}_frames`, frames.length, 'frames');
    },
    '/timed': async ({metric}) => {
        await quiet();
        print(`${metric}_ms`, (shown.at(-1) - begun).toFixed(1), 'ms');
    },
    '/done': () => end(),
    '/failed': ({reason}) => end(reason),
};

const types = {'.html': 'text/html', '.mjs': 'text/javascript', '.js': 'text/javascript', '.css': 'text/css'};

async function body(request) {
    const pieces = [];
    for await (const piece of request)
        pieces.push(piece);
    return Buffer.concat(pieces).toString();
}

const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (request.method === 'POST') {
        await told[path](JSON.parse(await body(request)));
        response.end();
        return;
    }
    const file = path.startsWith('/data/') ? join(scratch, path.slice(5)) : join(here, path);
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).on('error', () => { response.writeHead(404).end(); }).pipe(response);
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}/${basename(page)}`;

// Its number comes on a pipe as soon as it takes clients.
const display = start('Xvfb', ['-displayfd', '3', '-screen', '0', '3840x2160x24', '-nolisten', 'tcp'],
    {stdio: ['ignore', 'ignore', 'ignore', 'pipe']});
const number = await new Promise(resolve => display.stdio[3].once('data', data => resolve(String(data).trim())));

// A frame is one rectangle, or several from the top down.
await watchScreen(number, ({y}) => {
    if (y === 0)
        shown.push(performance.now());
});

const {PATH, LANG, LC_ALL} = process.env;
start('chromium', [
    // Mesa's GL; without a GPU it is on a list of what pages are kept from. There is no switch here that lifts the limit of
    // 60 frames a second: an empty page takes 46 ms for one, and without the limit pages are asked for hundreds of pictures
    // that are never shown.
    '--use-angle=gl', '--ignore-gpu-blocklist',
    // Each pixel of a page is two of the window; no bar says that there is no sandbox.
    '--kiosk', '--window-position=0,0', '--window-size=1920,1080', '--force-device-scale-factor=2', '--test-type',
    // Only our own pages are shown, and there may be no right to make a sandbox.
    '--no-sandbox', '--no-zygote', `--user-data-dir=${join(home, 'profile')}`, '--password-store=basic', '--no-first-run',
    '--no-default-browser-check', '--disable-breakpad', '--disable-extensions', '--disable-sync',
    '--disable-background-networking', '--disable-component-update',
    address,
], {stdio: ['ignore', 'ignore', 'inherit'], env: {PATH, LANG, LC_ALL, HOME: home, TMPDIR: home, DISPLAY: `:${number}`}});
