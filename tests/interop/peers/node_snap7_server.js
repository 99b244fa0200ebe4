// SPDX-License-Identifier: MIT
//
// node_snap7_server.js PORT — node-snap7 as a server with its memory in this process; lines.js says how it is asked.
'use strict';
const { serve } = require('./lines.js');
const snap7 = require('node-snap7');

const server = new snap7.S7Server();
globalThis.server = server; // else it is collected as garbage while it serves
const LOCAL_PORT = 1;       // number of the parameter

function codeOf(area) {
    return { I: server.srvAreaPE, Q: server.srvAreaPA, M: server.srvAreaMK, DB: server.srvAreaDB, C: server.srvAreaCT,
             T: server.srvAreaTM }[area];
}

function good(result) {
    if (result === false)
        throw new Error(server.ErrorText(server.LastError()));
    return result;
}

serve({
    register(area, number, hex) {
        good(server.RegisterArea(codeOf(area), ...(area === 'DB' ? [Number(number)] : []), Buffer.from(hex, 'hex')));
        return [];
    },
    start() {
        good(server.SetParam(LOCAL_PORT, Number(process.argv[2])));
        good(server.StartTo('127.0.0.1'));
        return [];
    },
    memory: (area, number) => [
        good(server.GetArea(codeOf(area), ...(area === 'DB' ? [Number(number)] : []))).toString('hex')],
    stop() {
        good(server.Stop());
        return [];
    },
});
