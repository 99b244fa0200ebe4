// SPDX-License-Identifier: MIT
//
// nodes7.js PORT RACK SLOT — nodes7 as a client; lines.js says how it is asked.  Its tags are addresses with a type:
// "DB1,B0.200" are 200 octets, "DB3,X5.6" is a bit, "MB10" and "M32.2" are others.
'use strict';
const { serve, item } = require('./lines.js');
const NodeS7 = require('nodes7');

const client = new NodeS7({ silent: true });
const [port, rack, slot] = process.argv.slice(2).map(Number);

function tag(area, db, start, count) {
    return area === 'DB' ? `DB${db},B${start}.${count}` : `${area}B${start}.${count}`;
}

function bitTag(area, db, bit) {
    const place = `${bit >> 3}.${bit & 7}`;
    return area === 'DB' ? `DB${db},X${place}` : `${area}${place}`;
}

function tagOf(word) {
    const { area, db, start, last } = item(word);
    return tag(area, db, start, Number(last));
}

function hex(value) {
    return Buffer.from([value].flat().map(Number)).toString('hex');
}

// All that is asked for is read in one go; a value that could not be had is a text that begins with BAD.
function readTags(tags) {
    return new Promise((resolve, reject) => {
        client.removeItems();
        client.addItems(tags);
        client.readAllItems((bad, values) => {
            const flaws = tags.filter(name => [values[name]].flat().some(value => /^BAD/.test(String(value))));
            if (bad || flaws.length)
                reject(new Error(`bad: ${flaws.map(name => `${name} ${[values[name]].flat()[0]}`).join(', ')}`));
            else
                resolve(tags.map(name => values[name]));
        });
    });
}

function writeTags(tags, values) {
    return new Promise((resolve, reject) => {
        const started = client.writeItems(tags, values, bad => bad ? reject(new Error('bad write')) : resolve([]));
        if (started)
            reject(new Error('bad: a write is still under way'));
    });
}

function octets(word) {
    const data = [...Buffer.from(word, 'hex')];
    return data.length === 1 ? data[0] : data;
}

serve({
    connect: () => new Promise((resolve, reject) => client.initiateConnection(
        { port, host: '127.0.0.1', rack, slot }, error => error ? reject(error) : resolve([]))),
    pdu: () => [client.maxPDU],
    async read(area, db, start, count, bits) {
        const name = bits ? bitTag(area, db, Number(start)) : tag(area, db, start, count);
        return (await readTags([name])).map(hex);
    },
    write(area, db, start, data, bits) {
        return bits ? writeTags(bitTag(area, db, Number(start)), data === '01')
            : writeTags(tag(area, db, start, data.length / 2), octets(data));
    },
    async read_many(...words) {
        return (await readTags(words.map(tagOf))).map(hex);
    },
    write_many(...words) {
        const items = words.map(item);
        return writeTags(items.map(one => tag(one.area, one.db, one.start, one.last.length / 2)),
                         items.map(one => octets(one.last)));
    },
    close: () => new Promise(resolve => client.dropConnection(() => resolve([]))),
});
