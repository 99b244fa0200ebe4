// SPDX-License-Identifier: MIT
//
// lines.js — what foreign_peer.py asks, a line each, and what a program in JavaScript answers.
//
// serve(calls): `calls` has a function per first word of a line; it is given the other words and returns (a promise of)
// a list of words.  Octets are words of hex digits, an item is "DB:1:99:5" (area:db:start:count) or "DB:1:99:616263".
'use strict';
const readline = require('readline');

function say(line) {
    process.stdout.write(line.replace(/\s+/g, ' ') + '\n');
}

function text(error) {
    return error instanceof Error ? [error.code, error.message].filter(Boolean).join(' ') : String(error);
}

function item(word) {
    const [area, db, start, last] = word.split(':');
    return { area, db: Number(db), start: Number(start), last };
}

async function serve(calls) {
    for await (const line of readline.createInterface({ input: process.stdin })) {
        const [call, ...words] = line.split(' ');
        try {
            say(['ok', ...await calls[call](...words)].join(' '));
        } catch (error) {
            say('error ' + text(error));
        }
    }
    process.exit(0); // timers and sockets of the peer may linger
}

module.exports = { serve, item, text, say };
