// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Takes jobs from graphile-worker's queue with its own defaults, one at a time, and says for each "number nanoseconds" of
// CLOCK_MONOTONIC; "listening" before the first. The database is that of PGHOST and so on. Ends with its standard input.
'use strict';
const { EventEmitter } = require('node:events');
const { Logger, run } = require('graphile-worker');
const { Pool } = require('pg');

const fail = (error) => {
    console.error(error.message);
    process.exit(1);
};

const events = new EventEmitter();
events.once('pool:listen:success', () => console.log('listening'));

const pgPool = new Pool();
pgPool.on('error', fail);
pgPool.on('connect', (client) => client.on('error', fail));

run({
    pgPool,
    events,
    logger: new Logger(() => () => {}),
    taskList: {
        take: async ({ number }) => {
            const now = process.hrtime.bigint();
            process.stdout.write(`${number} ${now}\n`);
        },
    },
}).then((runner) => {
    process.stdin.on('end', () => runner.stop().then(() => process.exit(0)));
    process.stdin.resume();
    return runner.promise;
}).catch(fail);
