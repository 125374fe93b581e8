import createClient from "openapi-fetch";
import type { paths as Api } from "./api.js";
import type { paths as Checkout } from "./checkout.js";

const lookMs = 200;
const looks = 150;

/** What an answer holds; one that is no success ends the flow. */
function done<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) throw new Error(`${answer.response.status} ${JSON.stringify(answer.error)}`);
  return answer.data;
}

/** From a registration to a completed payment, with nothing but what the documents say. Tells the payment, and what became of it. */
export async function run(baseUrl: string, tell: (line: object) => void): Promise<void> {
  const api = createClient<Api>({ baseUrl });
  const checkout = createClient<Checkout>({ baseUrl });
  const merchant = done(await api.POST("/api/v1/merchants", { body: { name: "Flow", email: "flow@example.com" } })).data;
  const headers = { "X-API-Key": merchant.api_key };
  done(await api.PUT("/api/v1/merchants/{id}", { headers, params: { path: { id: merchant.merchant_id } }, body: { polling: true } }));
  for (const token of ["USDT", "USDC"]) {
    const address = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    const body = { chain: "bsc", token, address, currency: "USDT", ...(token === "USDC" ? { rate: "1" } : {}) };
    done(await api.POST("/api/v1/wallets", { headers, body }));
  }
  const payment = done(await api.POST("/api/v1/payments", { headers, body: { order_id: "FLOW-1", amount: "10", currency: "USDT" } })).data;

  // The payer, in the shop's own page, takes another coin.
  const path = { token: payment.cashier_token };
  const choices = done(await checkout.GET("/checkout/{token}/coins", { params: { path } })).coins;
  const other = choices.find((coin) => !coin.isChosen);
  if (!other) throw new Error("There is no other coin to choose.");
  const state = done(await checkout.POST("/checkout/{token}/coin", { params: { path }, body: { wallet: other.wallet } }));
  tell({ address: state.coin?.address, token: state.coin?.token, amount: state.coin?.amount, stage: state.stage });

  const id = payment.payment_id;
  for (let look = 0; look < looks; look++) {
    const read = done(await api.GET("/api/v1/payments/{id}", { headers, params: { path: { id } } })).data;
    if (read.status === "completed") {
      const last = done(await checkout.GET("/checkout/{token}/state", { params: { path } }));
      tell({ status: read.status, received: read.received_amount, stage: last.stage, final: last.isFinal });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  throw new Error("The payment did not complete.");
}
