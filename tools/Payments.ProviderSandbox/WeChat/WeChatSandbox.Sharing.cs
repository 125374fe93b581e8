using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payments.Testing;

namespace Payments.ProviderSandbox.WeChat;

/// <summary>Profit sharing: receivers, shares, returns, the end of it.</summary>
public sealed partial class WeChatSandbox
{
    private const int MostPercent = 30;

    private readonly ConcurrentDictionary<string, string> receivers = new();
    private readonly ConcurrentDictionary<string, JsonObject> shares = new();
    private readonly ConcurrentDictionary<string, JsonObject> returns = new();

    private async Task<Answer> ShareAsync(HttpContext context, string[] path, JsonObject body) => (context.Request.Method, path) switch
    {
        ("POST", ["receivers", "add"]) => await AddReceiverAsync(context, body),
        ("POST", ["receivers", "delete"]) => RemoveReceiver(body),
        ("POST", ["orders"]) => Share(body),
        ("POST", ["orders", "unfreeze"]) => Unfreeze(body),
        ("GET", ["orders", var number]) => shares.TryGetValue(number, out var share)
            ? Done(Copy(share))
            : Failed(404, "RESOURCE_NOT_EXISTS", "分账单不存在"),
        ("POST", ["return-orders"]) => Return(body),
        ("GET", ["return-orders", var number]) => returns.TryGetValue(number, out var back)
            ? Done(Copy(back))
            : Failed(404, "RESOURCE_NOT_EXISTS", "回退单不存在"),
        ("GET", ["transactions", var id, "amounts"]) => OfTransaction(id) is { } order
            ? Done(new JsonObject { ["transaction_id"] = id, ["unsplit_amount"] = order.IsUnfrozen ? 0 : order.Total - order.Shared })
            : Failed(404, "RESOURCE_NOT_EXISTS", "订单不存在"),
        ("GET", ["bills"]) => await BillAsync(context, "profitsharing"),
        _ => Failed(404, "RESOURCE_NOT_EXISTS", "无可用的资源"),
    };

    /// <summary>The name must be encrypted for the key that the request names.</summary>
    private async Task<Answer> AddReceiverAsync(HttpContext context, JsonObject body)
    {
        var (type, account) = ((string)body["type"]!, (string)body["account"]!);
        var named = context.Request.Headers["Wechatpay-Serial"].ToString();
        var key = named == PublicKeyId ? publicKey : platform.FirstOrDefault(keys => keys.Serial == named);
        var name = body["name"] is { } text && key is not null ? await WeChatOracle.UnsealAsync((string)text!, key.PrivateKey) : null;
        if (body["name"] is not null && name is null) return Failed(400, "PARAM_ERROR", "敏感信息解密失败");
        if (type == "MERCHANT_ID" && name is null) return Failed(400, "PARAM_ERROR", "name");
        receivers[account] = name ?? "";
        return Done(new JsonObject { ["type"] = type, ["account"] = account, ["relation_type"] = (string)body["relation_type"]! });
    }

    private Answer RemoveReceiver(JsonObject body)
    {
        receivers.TryRemove((string)body["account"]!, out _);
        return Done(new JsonObject { ["type"] = (string)body["type"]!, ["account"] = (string)body["account"]! });
    }

    private Answer Share(JsonObject body)
    {
        var number = (string)body["out_order_no"]!;
        if (shares.TryGetValue(number, out var known)) return Done(Copy(known));
        if (OfTransaction((string)body["transaction_id"]!) is not { IsPaid: true, IsShared: true } order)
            return Failed(403, "RULE_LIMIT", "非分账订单不支持分账");
        if (Time.GetUtcNow() < order.PaidAt!.Value.AddMinutes(1)) return Failed(403, "RULE_LIMIT", "订单处理中，暂时无法分账，请稍后再试");
        var parts = body["receivers"]!.AsArray();
        var sum = parts.Sum(part => (long)part!["amount"]!);
        if (order.IsUnfrozen || (order.Shared + sum) * 100 > order.Total * MostPercent) return Failed(403, "RULE_LIMIT", "分账金额超限");
        order.Shared += sum;
        order.IsUnfrozen = (bool)body["unfreeze_unsplit"]!;
        var taken = parts.Select(part => PartOf((string)part!["account"]!, (string)part["type"]!, (long)part["amount"]!));
        shares[number] = ShareOf(number, order, [.. taken]);
        return Done(Copy(shares[number]));
    }

    private JsonObject PartOf(string account, string type, long amount)
    {
        var isKnown = receivers.ContainsKey(account);
        return new JsonObject
        {
            ["type"] = type,
            ["account"] = account,
            ["amount"] = amount,
            ["result"] = isKnown ? "SUCCESS" : "CLOSED",
            ["fail_reason"] = isKnown ? null : "NO_RELATION",
            ["detail_id"] = $"3601{Interlocked.Increment(ref last)}",
        };
    }

    private JsonObject ShareOf(string number, SandboxOrder order, JsonNode[] parts) => new()
    {
        ["transaction_id"] = order.TransactionId,
        ["out_order_no"] = number,
        ["order_id"] = $"3008{Interlocked.Increment(ref last)}",
        ["state"] = "FINISHED",
        ["receivers"] = new JsonArray(parts),
    };

    private Answer Unfreeze(JsonObject body)
    {
        var number = (string)body["out_order_no"]!;
        if (shares.TryGetValue(number, out var known)) return Done(Copy(known));
        if (OfTransaction((string)body["transaction_id"]!) is not { IsShared: true } order) return Failed(403, "RULE_LIMIT", "非分账订单");
        order.IsUnfrozen = true;
        shares[number] = ShareOf(number, order, []);
        return Done(Copy(shares[number]));
    }

    private Answer Return(JsonObject body)
    {
        var (number, of) = ((string)body["out_return_no"]!, (string)body["out_order_no"]!);
        if (returns.TryGetValue(number, out var known)) return Done(Copy(known));
        if (!shares.TryGetValue(of, out var share)) return Failed(404, "RESOURCE_NOT_EXISTS", "分账单不存在");
        var (from, amount) = ((string)body["return_mchid"]!, (long)body["amount"]!);
        var part = share["receivers"]!.AsArray().FirstOrDefault(part => (string)part!["account"]! == from);
        var isThere = part is not null && (string)part["result"]! == "SUCCESS" && (long)part["amount"]! >= amount;
        if (isThere) OfTransaction((string)share["transaction_id"]!)!.Shared -= amount;
        returns[number] = new JsonObject
        {
            ["order_id"] = (string)share["order_id"]!,
            ["out_order_no"] = of,
            ["out_return_no"] = number,
            ["return_id"] = $"3008{Interlocked.Increment(ref last)}",
            ["return_mchid"] = from,
            ["amount"] = amount,
            ["result"] = isThere ? "SUCCESS" : "FAILED",
            ["fail_reason"] = isThere ? null : "BALANCE_NOT_ENOUGH",
        };
        return Done(Copy(returns[number]));
    }

    private SandboxOrder? OfTransaction(string id) => orders.Values.FirstOrDefault(order => order.TransactionId == id);

    private static JsonObject Copy(JsonObject node) => node.DeepClone().AsObject();
}
