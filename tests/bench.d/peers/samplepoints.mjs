// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The points of ../samplepoints.h, number for number; what is explained there holds here.

export class SampleRandom {
    constructor(seed) { this.state = seed | 0; }
    next() {
        this.state = (this.state + 0x6d2b79f5) | 0;
        let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
        t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    }
}

export const left = 0.8325, top = 0.4108, side = 0.0017;

// Pairs x, y on the Web Mercator square, 0…1.
export function samplePoints(count, dense, seed) {
    const random = new SampleRandom(seed);
    const anywhere = () => [left + side * random.next(), top + side * random.next()];
    const spots = Array.from({length: 400}, anywhere);
    const offset = () => (random.next() + random.next() + random.next() + random.next() - 2) * (side / 64);
    const points = new Float64Array(2 * count);
    for (let i = 0; i < count; ++i) {
        let x, y;
        if (!dense || random.next() * 7 < 1) {
            [x, y] = anywhere();
        } else {
            const crowd = random.next();
            const spot = spots[Math.floor(crowd * crowd * 400)];
            x = spot[0] + offset();
            y = spot[1] + offset();
        }
        points[2 * i] = x;
        points[2 * i + 1] = y;
    }
    return points;
}

export const longitude = x => x * 360 - 180;
export const latitude = y => Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI;

export function quantile(values, share) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export function milliseconds(run) {
    const begin = performance.now();
    run();
    return performance.now() - begin;
}

// For each spread of a million points: how long an index of build(count) takes to be filled, the median of three; then
// measure(index, spread).
export function eachSpread(peer, build, measure) {
    const count = 1000000;
    for (const spread of ['dense', 'even']) {
        const points = samplePoints(count, spread === 'dense', 1);
        const fill = index => {
            for (let i = 0; i < count; ++i)
                index.add(points[2 * i], points[2 * i + 1]);
            index.finish();
            return index;
        };
        let index = fill(build(count));
        const times = Array.from({length: 3}, () => milliseconds(() => { index = fill(build(count)); }));
        console.log(`peer ${peer} pick build_${spread}_ms ${quantile(times, 0.5).toFixed(1)} ms`);
        measure(index, spread);
    }
}

// Microseconds of so many questions at the places that ../pick.cpp asks for its nearest.
export function asked(question) {
    const random = new SampleRandom(13);
    const times = [];
    for (let i = 0; i < 100000; ++i) {
        const x = left + side * random.next(), y = top + side * random.next();
        const begin = process.hrtime.bigint();
        question(x, y);
        times.push(Number(process.hrtime.bigint() - begin) / 1000);
    }
    return times;
}
