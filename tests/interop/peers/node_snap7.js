// SPDX-License-Identifier: MIT
//
// node_snap7.js PORT RACK SLOT — node-snap7 (the C++ library snap7 1.4.2) as a client; lines.js says how it is asked.
'use strict';
const { serve, item } = require('./lines.js');
const snap7 = require('node-snap7');

const client = new snap7.S7Client();
const REMOTE_PORT = 2; // number of the parameter
const [port, rack, slot] = process.argv.slice(2).map(Number);

function areaOf(name) {
    return { I: client.S7AreaPE, Q: client.S7AreaPA, M: client.S7AreaMK, DB: client.S7AreaDB, C: client.S7AreaCT,
             T: client.S7AreaTM }[name];
}

function lengthOf(area, bits) {
    return area === 'T' ? client.S7WLTimer : area === 'C' ? client.S7WLCounter
        : bits === 'bits' ? client.S7WLBit : client.S7WLByte;
}

// Every call of the peer returns false when it failed.
function good(result) {
    if (result === false)
        throw new Error(client.ErrorText(client.LastError()));
    return result;
}

function checkItem(result) {
    if (result.Result !== 0)
        throw new Error(client.ErrorText(result.Result));
    return result.Data;
}

function variable(word, data) {
    const { area, db, start, last } = item(word);
    const octets = data ? Buffer.from(last, 'hex') : null;
    return { Area: areaOf(area), WordLen: client.S7WLByte, DBNumber: db, Start: start,
             Amount: data ? octets.length : Number(last), ...(data && { Data: octets }) };
}

serve({
    connect() {
        good(client.SetParam(REMOTE_PORT, port));
        good(client.ConnectTo('127.0.0.1', rack, slot));
        return [];
    },
    pdu: () => [client.PDULength()],
    read(area, db, start, count, bits) {
        const data = good(client.ReadArea(areaOf(area), Number(db), Number(start), Number(count), lengthOf(area, bits)));
        return [data.toString('hex')];
    },
    write(area, db, start, hex, bits) {
        const data = Buffer.from(hex, 'hex');
        good(client.WriteArea(areaOf(area), Number(db), Number(start), data.length, lengthOf(area, bits), data));
        return [];
    },
    read_many: (...words) =>
        good(client.ReadMultiVars(words.map(word => variable(word, false)))).map(one => checkItem(one).toString('hex')),
    write_many(...words) {
        good(client.WriteMultiVars(words.map(word => variable(word, true)))).forEach(checkItem);
        return [];
    },
    close() {
        good(client.Disconnect());
        return [];
    },
});
