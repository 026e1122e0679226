// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// kdbush over the points of ../pick.cpp: the points within five pixels of zoom 17, the nearest it can come to picking;
// it knows neither shapes nor order.
import KDBush from 'kdbush';
import {eachSpread, quantile, asked} from './samplepoints.mjs';

eachSpread('kdbush', count => new KDBush(count), (index, spread) => {
    const radius = 5 / (256 * 2 ** 17);
    const found = asked((x, y) => index.within(x, y, radius));
    console.log(`peer kdbush pick within_p50_${spread}_us ${quantile(found, 0.5).toFixed(2)} us`);
    console.log(`peer kdbush pick within_p99_${spread}_us ${quantile(found, 0.99).toFixed(2)} us`);
});
