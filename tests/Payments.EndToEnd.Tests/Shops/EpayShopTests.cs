using System.Net;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Testing;
using Payments.Testing.Shops;

namespace Payments.EndToEnd.Tests.Shops;

/// <summary>Each real EPay client's behaviour, in PHP, through the whole gateway: its own signed request, the cashier, a payment on the chain, its own callback script, its own return page.</summary>
public sealed class EpayShopTests(ShopGateway gateway) : IClassFixture<ShopGateway>
{
    private const string Awkward = @"VIP 会员 + 1 & ""q"" 100% it\'s = #1";
    private static readonly UInt128 OneCent = TokenAmount.Scale(ShopGateway.Decimals - 2);

    /// <summary>The client, the coin type it names ("" for none), its param, and whether it hears GET alone.</summary>
    public static TheoryData<string, string, string, bool> Shops => new()
    {
        { "dujiaoka", "usdt", "", true },
        { "v2board", "", "", false },
        { "wyx2685", "", "", false },
        { "xboard", "", "", false },
        { "xboard", "usdt", "", false },
        { "sspanel", "epusdt", "", true },
        { "sspanel", "usdt", "a b", true },
        { "proxypanel", "usdt", "", false },
        { "zfaka188", "usdt", "", true },
        { "zfaka188", "bnb", "", true },
        { "panel188", "usdt", "", false },
        { "blesta", "", "", true },
        { "newapi", "usdt", "", false },
        { "cloudreve", "usdt", "", true },
    };

    [Fact]
    public void Every_shop_takes_part() => Shops.Select(row => (string)row[0]).Distinct().Should().BeEquivalentTo(PhpShop.Clients);

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task The_shop_hears_of_both_its_orders_in_its_own_way_and_takes_the_payer_back(string client, string type, string param, bool hearsGetAlone)
    {
        var merchant = await gateway.OpenAsync();
        await using var shop = await PhpShop.StartAsync(client, $"{merchant.Merchant.Pid}", merchant.ApiSecret, gateway.Url);
        var one = await OrderAsync(shop, client, "N-1", type, param);
        var two = await OrderAsync(shop, client, "N-2", type, param);
        (await UnitsAsync(two.Id) - await UnitsAsync(one.Id)).Should().BeOneOf([OneCent, TokenAmount.Scale(13)], "orders over the same money differ by the smallest payable step");

        await BuyAsync(two, hearsGetAlone ? ["POST", "GET"] : ["POST"]);
        if (hearsGetAlone)
        {
            var grain = gateway.Host.Grains.GetGrain<IMerchantGrain>(merchant.Merchant.Id.GrainKey);
            await Patience.UntilAsync(async () => (await grain.GetAsync())!.Merchant.LearnedMethods.GetValueOrDefault(new Uri(shop.Url).Authority) == NotifyMethod.Get, "GET is remembered for this shop");
        }
        await BuyAsync(one, hearsGetAlone ? ["GET"] : ["POST"]);

        async Task BuyAsync(Purchase purchase, string[] methods)
        {
            var before = (await shop.HeardAsync()).Count;
            (await ReturnLocationAsync(purchase.Id)).Should().Be(purchase.Sent["return_url"], "nothing signed leaves before the money is final");
            await gateway.PayAsync(purchase.Id);

            var delivery = await gateway.DeliveredAsync(merchant, purchase.Id);
            delivery.Attempts.Select(attempt => attempt.Method).Should().Equal(methods);
            var heard = (await shop.HeardAsync()).Skip(before).ToArray();
            heard.Select(notice => notice.Method).Should().Equal(methods);
            heard.Select(notice => notice.Verdict).Should().Equal(methods.Select((_, i) => i == methods.Length - 1 ? "paid" : "refused"));
            foreach (var notice in heard) AssertContent(notice, purchase, shop.Url);
            await AssertReturnAsync(shop, purchase);
            if (client is "blesta" or "proxypanel") (await shop.AskAsync(purchase.Number)).Should().Be("accepted");
        }
    }

    /// <summary>The shop's own request, sent as the client sends it; the payer arrives at the cashier and chooses USDT where the shop named no coin that is known.</summary>
    private async Task<Purchase> OrderAsync(PhpShop shop, string client, string number, string type, string param)
    {
        var submit = await shop.SubmitAsync(number, "10.50", Awkward, type, param);
        var cashier = client == "sspanel" ? await shop.CheckoutAsync(number, "10.50", Awkward, type, param) : await BrowseAsync(submit);
        cashier.ToString().Should().StartWith($"{gateway.Url}/cashier?id=");
        OrderId.TryParse(cashier.Query[4..], out var id).Should().BeTrue();
        using var page = await gateway.Host.Http.GetAsync(cashier);
        page.StatusCode.Should().Be(HttpStatusCode.OK);

        var isNamed = type is "usdt" or "bnb";
        (await gateway.CashierAsync(id)).GetProperty("stage").GetString().Should().Be(isNamed ? "waiting" : "choose");
        if (!isNamed) await gateway.ChooseAsync(id, "USDT");
        return new Purchase(id, number, submit.Parameters);
    }

    private async Task<Uri> BrowseAsync(ShopSubmit submit)
    {
        using var response = await gateway.Host.Http.SendAsync(submit.ToRequest());
        response.StatusCode.Should().Be(HttpStatusCode.Found, await response.Content.ReadAsStringAsync());
        return response.Headers.Location!;
    }

    /// <summary>Exactly these parameters, at exactly the address that the shop gave; what the signature is worth, the shop has judged.</summary>
    private static void AssertContent(ShopNotice notice, Purchase purchase, string self)
    {
        var sent = purchase.Sent;
        var own = new Uri(sent["notify_url"]).Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        notice.Target.Should().StartWith(sent["notify_url"][self.Length..]);
        var expected = new Dictionary<string, string>(notice.Method == "GET" ? own : [])
        {
            ["pid"] = sent["pid"],
            ["trade_no"] = purchase.Id.Value,
            ["out_trade_no"] = purchase.Number,
            ["type"] = sent.GetValueOrDefault("type") is { Length: > 0 } type ? type : "usdt",
            ["name"] = sent["name"].Replace("\\", ""),
            ["money"] = sent["money"],
            ["trade_status"] = "TRADE_SUCCESS",
            ["sign"] = notice.Parameters["sign"],
            ["sign_type"] = sent["sign_type"],
        };
        if (sent.GetValueOrDefault("param") is { Length: > 0 } param) expected["param"] = param;
        notice.Parameters.Should().BeEquivalentTo(expected);
    }

    /// <summary>The browser comes back with signed parameters: behind the shop's own query, before its fragment; the shop's own check takes them and no altered ones.</summary>
    private async Task AssertReturnAsync(PhpShop shop, Purchase purchase)
    {
        var target = new Uri(await ReturnLocationAsync(purchase.Id));
        var given = new Uri(purchase.Sent["return_url"]);
        target.GetLeftPart(UriPartial.Path).Should().Be(given.GetLeftPart(UriPartial.Path));
        target.Fragment.Should().Be(given.Fragment);
        target.Query.Should().StartWith(given.Query).And.Contain("trade_status=TRADE_SUCCESS").And.Contain($"out_trade_no={purchase.Number}");
        (await shop.ReturnAsync(target)).Should().Be("genuine");
        (await shop.ReturnAsync(new Uri(target.ToString().Replace("money=10.5", "money=99.5")))).Should().Be("forged");
    }

    private async Task<string> ReturnLocationAsync(OrderId order)
    {
        using var response = await gateway.Host.Http.GetAsync($"/cashier/{order.Value}/return");
        response.StatusCode.Should().Be(HttpStatusCode.Found);
        return response.Headers.Location!.OriginalString;
    }

    private async Task<UInt128> UnitsAsync(OrderId order)
    {
        TokenAmount.TryParse((await gateway.CashierAsync(order)).GetProperty("coin").GetProperty("amount").GetString()!, ShopGateway.Decimals, out var units).Should().BeTrue();
        return units;
    }

    private sealed record Purchase(OrderId Id, string Number, IReadOnlyDictionary<string, string> Sent);
}
