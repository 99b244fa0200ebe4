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

function hex(text) {
    return Buffer.from(text || '\0', 'latin1').toString('hex');
}

// The services beside reading and writing (services.py).
const services = {
    cpu_info() {
        const info = good(client.GetCpuInfo());
        return [info.ModuleTypeName, info.SerialNumber, info.ASName, info.Copyright, info.ModuleName].map(hex);
    },
    order_code: () => [hex(good(client.GetOrderCode()).Code)],
    cp_info() {
        const info = good(client.GetCpInfo());
        return [info.MaxPduLength, info.MaxConnections];
    },
    status: () => [good(client.PlcStatus()) === 8 ? 'run' : 'stop'],
    protection() {
        const found = good(client.GetProtection());
        return [found.sch_schal, found.sch_par, found.sch_rel, found.bart_sch, found.anl_sch];
    },
    szl: id => [good(client.ReadSZL(parseInt(id, 16), 0)).subarray(4).toString('hex')], // behind size and number
    szl_list() {
        const list = good(client.ReadSZLList());
        return [list.map(id => id.toString(16).padStart(4, '0')).join('')];
    },
    clock() {
        const now = good(client.GetPlcDateTime());
        return [now.getFullYear(), now.getMonth() + 1, now.getDate(), now.getHours(), now.getMinutes(), now.getSeconds()];
    },
    set_clock(year, month, day, hours, minutes, seconds) {
        // A Date and not an object of numbers: of the object it leaves the day of the week unset in memory and sends it
        // as it lies there, which a CPU that checks its BCD refuses now and then.
        good(client.SetPlcDateTime(new Date(Number(year), month - 1, Number(day), Number(hours), Number(minutes),
                                            Number(seconds))));
        return [];
    },
};

// Those that return nothing else than whether it went well.
const DONE = {
    set_system_clock: () => client.SetPlcSystemDateTime(), stop: () => client.PlcStop(),
    password: password => client.SetSessionPassword(password), clear_password: () => client.ClearSessionPassword(),
    compress: () => client.Compress(5000), copy: () => client.CopyRamToRom(5000), hot_start: () => client.PlcHotStart(),
    cold_start: () => client.PlcColdStart(), list_blocks: () => client.ListBlocks(),
    block_info: () => client.GetAgBlockInfo(client.Block_DB, 1),
};
for (const [name, call] of Object.entries(DONE)) {
    services[name] = (...words) => {
        good(call(...words));
        return [];
    };
}

serve({
    ...services,
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
