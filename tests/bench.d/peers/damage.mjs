// SPDX-FileCopyrightText: 2026 The Wuquan authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What comes on the screen of an X server of this machine, by its extension DAMAGE.
import {connect} from 'node:net';

const queryExtension = 98, isReply = 1;
const queryVersion = 0, create = 1, rawRectangles = 0; // of the extension

// A request is its length in words of four bytes, told in the second half of the first, and these.
function request(major, minor, ...words) {
    const bytes = Buffer.alloc(4 + 4 * words.length);
    bytes.writeUInt8(major, 0);
    bytes.writeUInt8(minor, 1);
    bytes.writeUInt16LE(1 + words.length, 2);
    words.forEach((word, i) => bytes.writeUInt32LE(word, 4 + 4 * i));
    return bytes;
}

// Calls shown({y}) for each rectangle that is put on the screen of this number; resolves when it has begun to.
export function watchScreen(number, shown) {
    const socket = connect(`/tmp/.X11-unix/X${number}`);
    return new Promise((resolve, reject) => {
        let received = Buffer.alloc(0);
        let firstId, screen, event;
        const takeSetup = bytes => {
            const vendor = bytes.readUInt16LE(24), formats = bytes.readUInt8(29);
            firstId = bytes.readUInt32LE(12);
            screen = bytes.readUInt32LE(40 + Math.ceil(vendor / 4) * 4 + 8 * formats);
            const name = Buffer.from('DAMAGE\0\0');
            socket.write(request(queryExtension, 0, 6, name.readUInt32LE(0), name.readUInt32LE(4)));
        };
        const takeExtension = bytes => {
            const major = bytes[9];
            event = bytes[10];
            socket.write(request(major, queryVersion, 1, 1));
            socket.write(request(major, create, firstId, screen, rawRectangles));
        };
        const replies = [takeExtension, () => resolve()];
        const take = bytes => {
            if (screen === undefined)
                takeSetup(bytes);
            else if (bytes[0] === isReply)
                replies.shift()(bytes);
            else if (bytes[0] === event)
                shown({y: bytes.readInt16LE(18)});
        };
        socket.on('error', reject);
        socket.on('data', data => {
            received = Buffer.concat([received, data]);
            for (;;) {
                // What a server says first has its length within; all that we get later has 32 bytes.
                const size = screen !== undefined ? 32 : received.length < 8 ? 8 : 8 + 4 * received.readUInt16LE(6);
                if (received.length < size)
                    return;
                const bytes = received.subarray(0, size);
                received = received.subarray(size);
                take(bytes);
            }
        });
        socket.on('connect', () => socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])));
    });
}
