// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// supercluster over the points of ../cluster.cpp with the same radius and zooms, counting four classes likewise.
import Supercluster from 'supercluster';
import {samplePoints, SampleRandom, longitude, latitude, quantile, milliseconds} from './samplepoints.mjs';

const count = 1000000;
const points = samplePoints(count, true, 1);
const random = new SampleRandom(5);
const features = Array.from({length: count}, (_, i) => ({
    type: 'Feature',
    properties: {kind: Math.floor(random.next() * 4)},
    geometry: {type: 'Point', coordinates: [longitude(points[2 * i]), latitude(points[2 * i + 1])]},
}));
const options = {
    radius: 64, extent: 256, minZoom: 0, maxZoom: 16, minPoints: 2,
    map: ({kind}) => ({kinds: [0, 1, 2, 3].map(k => Number(k === kind))}),
    reduce: (sum, {kinds}) => { sum.kinds = sum.kinds.map((n, k) => n + kinds[k]); },
};
const build = chosen => new Supercluster(chosen).load(features);
globalThis.gc?.();
const before = process.memoryUsage().rss;
let index = build(options);
console.log(`peer supercluster cluster rss_mb ${((process.memoryUsage().rss - before) / 1e6).toFixed(1)} MB`);
const timed = chosen => quantile(Array.from({length: 3}, () => milliseconds(() => { index = build(chosen); })), 0.5).toFixed(1);
console.log(`peer supercluster cluster build_1m_ms ${timed(options)} ms`);
const {map, reduce, ...plain} = options;
console.log(`peer supercluster cluster build_without_make_up_1m_ms ${timed(plain)} ms`);
