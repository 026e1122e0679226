// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// flatbush over the points of ../pick.cpp: the nearest one; it knows neither shapes nor order.
import Flatbush from 'flatbush';
import {samplePoints, quantile, milliseconds, asked} from './samplepoints.mjs';

const count = 1000000;
for (const spread of ['dense', 'even']) {
    const points = samplePoints(count, spread === 'dense', 1);
    const build = () => {
        const index = new Flatbush(count);
        for (let i = 0; i < count; ++i)
            index.add(points[2 * i], points[2 * i + 1]);
        index.finish();
        return index;
    };
    let index = build();
    const times = Array.from({length: 3}, () => milliseconds(() => { index = build(); }));
    console.log(`peer flatbush pick build_${spread}_ms ${quantile(times, 0.5).toFixed(1)} ms`);
    const found = asked((x, y) => index.neighbors(x, y, 1));
    console.log(`peer flatbush pick nearest_p50_${spread}_us ${quantile(found, 0.5).toFixed(2)} us`);
    console.log(`peer flatbush pick nearest_p99_${spread}_us ${quantile(found, 0.99).toFixed(2)} us`);
}
