/**
 * The protocol's own clients for Node, pointed at Koe (`KOE_SERVER`, as a list of servers has it) with a key in a
 * header: what they understand is printed as JSON. `tests/tests/worker/mcp.rs` runs it, and compares. `KOE_CLIENT`
 * says which:
 *
 * - `sdk`: `@modelcontextprotocol/sdk`, which shakes hands;
 * - `client`: `@modelcontextprotocol/client` as it comes, which does too;
 * - `client-auto`: the same, which first asks whether the newer version is spoken.
 *
 * 1. Connect: the version agreed on, and who is there. 2. The tools. 3. Each tool that is to be called: its result, or
 *    the code of the error.
 */
import * as client from '@modelcontextprotocol/client';
import * as sdk from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const { KOE_SERVER, KOE_CLIENT, KOE_CALLS } = process.env;
const { url: address, headers } = JSON.parse(KOE_SERVER);
const url = new URL(address);
const requestInit = { headers };
const info = { name: 'koe-journey', version: '1.0.0' };

const kinds = {
  sdk: () => [new sdk.Client(info), new StreamableHTTPClientTransport(url, { requestInit })],
  client: () => [new client.Client(info), new client.StreamableHTTPClientTransport(url, { requestInit })],
  'client-auto': () => [
    new client.Client(info, { versionNegotiation: { mode: 'auto' } }),
    new client.StreamableHTTPClientTransport(url, { requestInit }),
  ],
};

// 1
const [assistant, transport] = kinds[KOE_CLIENT]();
const agree = transport.setProtocolVersion.bind(transport);
let version;
transport.setProtocolVersion = (agreed) => agree(version = agreed);
await assistant.connect(transport);
const server = assistant.getServerVersion();
const instructions = assistant.getInstructions();

// 2
const { tools } = await assistant.listTools();

// 3
const results = [];
for (const [name, args] of JSON.parse(KOE_CALLS)) {
  const call = assistant.callTool({ name, arguments: args });
  results.push(await call.catch(({ code, message }) => ({ code, message })));
}
await assistant.close();
const session = transport.sessionId ?? null;
console.log(JSON.stringify({ version, session, server, instructions, tools, results }));
