using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Chains.Calls;
using Payments.Domain.Refunds;
using Payments.Http.Merchants;
using Payments.Storage.Queries;

namespace Payments.Http.Refunds;

/// <summary>Refunds of one chain that a merchant's own wallet is to send from one address; nothing of it is signed.</summary>
/// <param name="chain">The chain.</param>
/// <param name="refunds">The refunds, the oldest first.</param>
/// <param name="chains">Writes addresses, links and calls.</param>
/// <param name="now">The present.</param>
internal sealed class RefundBatch(ChainOptions chain, IReadOnlyList<OrderRefund> refunds, ChainCatalog chains, DateTimeOffset now)
{
    private static readonly string[] Columns = ["destination", "amount", "token", "from", "uri", "payment_id", "refund_id"];

    /// <summary>Comma-separated values: what every wallet's import of payments can be made of, with a link for each.</summary>
    public IResult Csv()
    {
        var text = new StringBuilder(string.Join(',', Columns)).Append("\r\n");
        foreach (var (order, refund) in refunds)
            text.Append(string.Join(',', new[]
            {
                chains.Display(chain.Chain, refund.To!), refund.AmountText, refund.Currency, chains.Display(chain.Chain, refund.From!),
                chains.PaymentUri(chain.Chain, refund.Currency, refund.To!, refund.Units), order.ToUuid(), refund.Id,
            }.Select(OrderCsv.Cell))).Append("\r\n");
        return File(text.ToString(), "text/csv; charset=utf-8", "csv");
    }

    /// <summary>
    /// A list of calls in the form that Safe's transaction builder reads; <c>to</c>, <c>value</c> and <c>data</c> are all that other
    /// wallets need. Null on chains whose wallets take no calls.
    /// </summary>
    public IResult? Calls()
    {
        var calls = refunds.Select(item => CallOf(item.Refund)).ToArray();
        if (calls.Length == 0 || calls.Any(call => call is null)) return null;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteString("chainId", chain.ChainNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));
            json.WriteNumber("createdAt", now.ToUnixTimeMilliseconds());
            json.WriteStartObject("meta");
            json.WriteString("name", "Refunds");
            json.WriteString("description", string.Join(", ", refunds.Select(item => item.Refund.Id)));
            json.WriteString("createdFromSafeAddress", chains.Display(chain.Chain, refunds[0].Refund.From!));
            json.WriteEndObject();
            json.WriteStartArray("transactions");
            foreach (var call in calls)
            {
                json.WriteStartObject();
                json.WriteString("to", call!.To);
                json.WriteString("value", call.Value);
                json.WriteString("data", call.Data);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return File(Encoding.UTF8.GetString(buffer.ToArray()), "application/json; charset=utf-8", "json");
    }

    private WalletCall? CallOf(Refund refund) => chains.CallOf(chain.Chain, refund.Currency, refund.To!, refund.Units);

    private IResult File(string text, string type, string ending) =>
        TypedResults.File(Encoding.UTF8.GetBytes(text), type, $"refunds-{chain.Chain}.{ending}");
}
