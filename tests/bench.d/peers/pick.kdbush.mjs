// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// kdbush over the points of ../pick.cpp: the points within five pixels of zoom 17, the nearest it can come to picking;
// it knows neither shapes nor order.
import KDBush from 'kdbush';
import {samplePoints, quantile, milliseconds, asked} from './samplepoints.mjs';

const count = 1000000;
for (const spread of ['dense', 'even']) {
    const points = samplePoints(count, spread === 'dense', 1);
    const build = () => {
        const index = new KDBush(count);
        for (let i = 0; i < count; ++i)
            index.add(points[2 * i], points[2 * i + 1]);
        return index.finish();
    };
    let index = build();
    const times = Array.from({length: 3}, () => milliseconds(() => { index = build(); }));
    console.log(`peer kdbush pick build_${spread}_ms ${quantile(times, 0.5).toFixed(1)} ms`);
    const radius = 5 / (256 * 2 ** 17);
    const found = asked((x, y) => index.within(x, y, radius));
    console.log(`peer kdbush pick within_p50_${spread}_us ${quantile(found, 0.5).toFixed(2)} us`);
    console.log(`peer kdbush pick within_p99_${spread}_us ${quantile(found, 0.99).toFixed(2)} us`);
}
