using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Http.Limits;
using Payments.Storage.Queries;

namespace Payments.Http.Faces.Epay;

/// <summary><c>api.php?act=query|order|orders|refund</c> by <c>pid</c> and <c>key</c>; a refund by POST alone.</summary>
internal sealed class EpayQueries(
    MerchantDirectory merchants, OrderLists orders, IOrderIds ids, IGrainFactory grains, ChainCatalog chains, EpayRefunds refunds,
    RequestLimits limits, ClientAddresses clients, TimeProvider time)
{
    private const int PageLimit = 50;

    public async Task HandleAsync(HttpContext context)
    {
        await limits.CountShopAddressAsync(context);
        await EpayJson.WriteAsync(context, await AnswerAsync(context, await FormParameters.ReadAsync(context.Request)));
    }

    public static Task WriteAsync(HttpContext context, Failure failure) => EpayJson.WriteAsync(context, EpayJson.Error(failure.Refusal is null ? -1 : -4, failure.Text));

    private async Task<JsonObject> AnswerAsync(HttpContext context, FormParameters form)
    {
        foreach (var name in new[] { "act", "pid", "key" })
            if (string.IsNullOrEmpty(form[name])) return EpayJson.Error(-4, $"{name}: is required");
        if (await merchants.ByPidAsync(form["pid"]) is not { } access) return EpayJson.Error(-3, "pid: no such merchant");
        var secrets = access.SecretsAt(time.GetUtcNow());
        if (!secrets.Any(secret => SecretText.Equal(form["key"]!, secret))) return EpayJson.Error(-2, "key: does not fit");
        await limits.CountShopAsync(context, access.Merchant, "pid");
        return form["act"] switch
        {
            "query" => await MerchantAsync(access),
            "order" => await OrderAsync(access, form),
            "orders" => await OrdersAsync(access, form),
            "refund" when HttpMethods.IsPost(context.Request.Method) => await RefundAsync(context, access, form),
            "refund" => EpayJson.Error(-4, "act: refund is taken by POST alone"),
            _ => EpayJson.Error(-5, "act: expected query, order, orders or refund"),
        };
    }

    private async Task<JsonObject> MerchantAsync(MerchantAccess access)
    {
        return new JsonObject
        {
            ["code"] = 1,
            ["pid"] = access.Merchant.Pid,
            ["active"] = access.Merchant.Status == MerchantStatus.Active ? 1 : 0,
            ["money"] = "0.00",
            ["type"] = 1,
            ["account"] = "",
            ["username"] = access.Merchant.Name,
            ["orders"] = await orders.CountAsync(access.Merchant.Id),
        };
    }

    private async Task<JsonObject> OrderAsync(MerchantAccess access, FormParameters form)
    {
        if (await FindAsync(access, form) is not { } order) return NoOrder;
        var answer = EpayJson.Order(order, chains);
        answer["code"] = 1;
        answer["msg"] = "success";
        return answer;
    }

    private async Task<JsonObject> RefundAsync(HttpContext context, MerchantAccess access, FormParameters form) =>
        await FindAsync(access, form) is { } order ? await refunds.RefundAsync(order, form, ActorOf(context, access, form)) : NoOrder;

    /// <summary>The protocol's key is the signing secret, of which there are two while a rotation overlaps.</summary>
    private AuditActor ActorOf(HttpContext context, MerchantAccess access, FormParameters form)
    {
        var secret = SecretText.Equal(form["key"]!, access.Secret) ? "signing secret" : "former signing secret";
        return new AuditActor("key", $"EPay, {secret}", clients.Of(context)?.ToString());
    }

    private static JsonObject NoOrder => EpayJson.Error(-1, "no such order");

    private async Task<Order?> FindAsync(MerchantAccess access, FormParameters form)
    {
        OrderId id;
        if (form["out_trade_no"] is { Length: > 0 } number) id = ids.For(access.Merchant.Id, number);
        else if (!OrderId.TryParse(form["trade_no"], out id))
            throw new InputException("trade_no", "trade_no or out_trade_no is required");
        var order = await grains.Find<IOrderGrain>(id.GrainKey).GetAsync();
        return order?.Merchant == access.Merchant.Id ? order : null;
    }

    private async Task<JsonObject> OrdersAsync(MerchantAccess access, FormParameters form)
    {
        var limit = Number(form["limit"], PageLimit, 1, PageLimit);
        var page = Number(form["page"], 1, 1, int.MaxValue);
        var found = await orders.PageAsync(access.Merchant.Id, OrderFilter.All, (long)page, limit);
        var data = new JsonArray([.. found.Items.Select(listed => (JsonNode)EpayJson.Order(listed.Order, chains))]);
        return new JsonObject { ["code"] = 1, ["msg"] = "success", ["data"] = data };
    }

    private static int Number(string? text, int otherwise, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, least, most) : otherwise;
}
