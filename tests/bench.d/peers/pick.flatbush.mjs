// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// flatbush over the points of ../pick.cpp: the nearest one; it knows neither shapes nor order.
import Flatbush from 'flatbush';
import {eachSpread, quantile, asked} from './samplepoints.mjs';

eachSpread('flatbush', count => new Flatbush(count), (index, spread) => {
    const found = asked((x, y) => index.neighbors(x, y, 1));
    console.log(`peer flatbush pick nearest_p50_${spread}_us ${quantile(found, 0.5).toFixed(2)} us`);
    console.log(`peer flatbush pick nearest_p99_${spread}_us ${quantile(found, 0.99).toFixed(2)} us`);
});
