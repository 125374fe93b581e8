import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

/** Compares in constant time. */
const same = (one, other) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** The digest of EPay: parameters sorted by name, without sign, sign_type and empty ones, joined, and the key behind them. */
export function epaySign(parameters, key) {
  const pairs = Object.entries(parameters)
    .filter(([name, value]) => name !== "sign" && name !== "sign_type" && value !== "")
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return createHash("md5").update(pairs.join("&") + key, "utf8").digest("hex");
}

/** Creates a payment. Send the payer to "payurl", or show it in a page of your own with "cashier_token". */
export async function epayCreate(gateway, pid, key, order) {
  const form = { ...order, pid };
  const body = new URLSearchParams({ ...form, sign: epaySign(form, key), sign_type: "MD5" });
  const answer = await (await fetch(`${gateway}/mapi.php`, { method: "POST", body })).json();
  if (answer.code !== 1) throw new Error(answer.msg);
  return answer;
}

/** Whether a callback says that an order is paid. Compare its money with your order's before you deliver, and answer "success". */
export function epayIsPaid(received, pid, key) {
  return same(epaySign(received, key), String(received.sign).toLowerCase()) && received.pid === pid && received.trade_status === "TRADE_SUCCESS";
}

/** The data of a webhook, or null where the signature does not fit. Give the body exactly as it came, before any parser touched it. */
export function webhookData(body, signature, secret) {
  const expected = "sha256=" + createHmac("sha256", secret).update(body, "utf8").digest("hex");
  return same(expected, signature) ? JSON.parse(body) : null;
}

// node gateway.mjs create NUMBER MONEY TYPE · node gateway.mjs callbacks · node gateway.mjs webhooks
if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { GATEWAY, PID, KEY, NOTIFY_URL } = process.env;
  const [what, number, money, type] = process.argv.slice(2);
  if (what === "create") {
    const order = { out_trade_no: number, money, type, name: "VIP 会员", notify_url: NOTIFY_URL };
    console.log(JSON.stringify(await epayCreate(GATEWAY, PID, KEY, order)));
  } else {
    for await (const line of createInterface({ input: process.stdin })) {
      if (what === "callbacks") {
        const received = Object.fromEntries(new URLSearchParams(line));
        console.log(epayIsPaid(received, PID, KEY) ? `paid ${received.out_trade_no} ${received.money}` : "refused");
      } else {
        const [signature, body] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)];
        const event = webhookData(body, signature, KEY);
        console.log(event === null ? "refused" : `${event.data.status} ${event.data.order_id}`);
      }
    }
  }
}
