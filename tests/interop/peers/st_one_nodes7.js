// SPDX-License-Identifier: MIT
//
// st_one_nodes7.js PORT RACK SLOT — @st-one-io/nodes7 as a client; lines.js says how it is asked.
'use strict';
const { serve, item } = require('./lines.js');
const { S7Endpoint, S7ItemGroup } = require('@st-one-io/nodes7');

const [port, rack, slot] = process.argv.slice(2).map(Number);
const client = new S7Endpoint({ host: '127.0.0.1', port, rack, slot, autoReconnect: 0 });
client.on('error', () => {}); // calls that wait are rejected by themselves
const AREA = { I: 0x81, Q: 0x82, M: 0x83, DB: 0x84 };
const WRITE_OVERHEAD = 28; // octets of a write request beside the data

function group(tags) {
    const items = new S7ItemGroup(client);
    items.setTranslationCB(name => name);
    items.addItems(tags);
    return items;
}

function tag(area, db, start, count) {
    return area === 'DB' ? `DB${db},B${start}.${count}` : `${area}B${start}.${count}`;
}

function bitTag(area, db, bit) {
    const place = `${bit >> 3}.${bit & 7}`;
    return area === 'DB' ? `DB${db},X${place}` : `${area}${place}`;
}

function hex(value) {
    return Buffer.from([value].flat().map(Number)).toString('hex');
}

function octets(word) {
    const data = [...Buffer.from(word, 'hex')];
    return data.length === 1 ? data[0] : data;
}

async function readTags(tags) {
    const values = await group(tags).readAllItems();
    return tags.map(name => hex(values[name]));
}

function text(word) {
    return Buffer.from(word || '\0', 'latin1').toString('hex');
}

// The services beside reading and writing (services.py).
const services = {
    async cpu_info() {
        const info = await client.getComponentIdentification();
        return [info.partType, info.serialNumber, info.plcName, info.copyright, info.moduleName].map(text);
    },
    order_code: async () => [text((await client.getModuleIdentification()).moduleOrderNumber)],
    szl: async id => [Buffer.concat(await client.getSSL(parseInt(id, 16), 0)).toString('hex')],
    szl_list: async () => [(await client.getAvailableSSL()).map(id => id.toString(16).padStart(4, '0')).join('')],
    async clock() {
        const now = await client.getTime();
        return [now.getFullYear(), now.getMonth() + 1, now.getDate(), now.getHours(), now.getMinutes(), now.getSeconds()];
    },
    async set_clock(year, month, day, hours, minutes, seconds) {
        await client.setTime(new Date(year, month - 1, day, hours, minutes, seconds));
        return [];
    },
    async list_blocks() {
        await client.blockCount();
        return [];
    },
    async block_info() {
        await client.getBlockInfo('DB', 1);
        return [];
    },
};

serve({
    ...services,
    async connect() {
        await client.connect();
        return [];
    },
    pdu: () => [client.pduSize],
    async read(area, db, start, count, bits) {
        return bits ? readTags([bitTag(area, db, Number(start))])
            : [(await client.readArea(AREA[area], Number(start), Number(count), Number(db))).toString('hex')];
    },
    // What it cuts a large area into itself is not what belongs there: it is given pieces of one telegram.
    async write(area, db, start, data, bits) {
        if (bits) {
            await group([]).writeItems(bitTag(area, db, Number(start)), data === '01');
            return [];
        }
        const all = Buffer.from(data, 'hex');
        const most = client.pduSize - WRITE_OVERHEAD;
        for (let at = 0; at < all.length; at += most)
            await client.writeArea(AREA[area], Number(start) + at, all.subarray(at, at + most), Number(db));
        return [];
    },
    read_many: (...words) => readTags(words.map(item).map(one => tag(one.area, one.db, one.start, Number(one.last)))),
    async write_many(...words) {
        const items = words.map(item);
        await group([]).writeItems(items.map(one => tag(one.area, one.db, one.start, one.last.length / 2)),
                                   items.map(one => octets(one.last)));
        return [];
    },
    async close() {
        await client.disconnect();
        return [];
    },
});
