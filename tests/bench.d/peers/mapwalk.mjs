// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages map.PEER.html share: the scenario that mapframes wrote, and the walks along its path. browser.mjs, which
// sees each picture that comes on the screen, measures and prints.

const tell = (path, values = {}) => fetch(path, {method: 'POST', body: JSON.stringify(values)});

for (const kind of ['error', 'unhandledrejection'])
    addEventListener(kind, event => tell('/failed', {reason: String(event.reason?.stack ?? event.message)}));

const nextFrame = () => new Promise(requestAnimationFrame);
export const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));

// Cameras become [longitude, latitude, zoom] with the zoom that peers mean: tiles of 512 pixels of a page.
export async function loadScenario() {
    const scenario = await (await fetch('/data/map/scenario.json')).json();
    if (innerWidth * devicePixelRatio !== scenario.width || innerHeight * devicePixelRatio !== scenario.height)
        throw new Error(`the window is ${innerWidth}×${innerHeight} of ${devicePixelRatio}`);
    for (const [name, walk] of Object.entries(scenario.walks)) {
        const bytes = async kind => (await fetch(`/data/map/${name}.${kind}`)).arrayBuffer();
        walk.positions = new Float64Array(await bytes('points'));
        walk.states = new Uint8Array(await bytes('states'));
        for (const camera of walk.cameras)
            camera[2] -= 1 + Math.log2(devicePixelRatio);
    }
    return scenario;
}

// Until nothing has come on the screen for a second.
export const settled = () => tell('/settled');

// The lines pan_NAME_…: one camera each time the browser asks for a frame, which it does when the last but one is shown.
export async function walk(name, scenario, show, part = scenario.walks[name].cameras) {
    await tell('/begin');
    for (const camera of part) {
        await nextFrame();
        show(camera);
    }
    await nextFrame();
    await nextFrame();
    await tell('/walked', {walk: name, count: part.length});
}

// Where all of the path would take minutes: 20 frames across, the 16 of two levels in, 4 up.
export const shortPath = ({cameras}) => cameras.slice(100, 140);

// The line METRIC_ms: until the last picture that comes of a change. What it draws on the canvas may take longer than any
// rest by which one could tell that it is the last, so it is waited for.
export async function timed(metric, canvas, change) {
    const gl = canvas.getContext('webgl2');
    await tell('/begin');
    await nextFrame();
    await change();
    for (let i = 0; i < 3; ++i) {
        await nextFrame();
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    }
    await tell('/timed', {metric});
}

export const done = () => tell('/done');
