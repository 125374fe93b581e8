using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;
using Payments.Domain.Tests.Callbacks;
using Payments.Grains.Callbacks;
using Payments.Testing.Shops;

namespace Payments.Grains.Tests.Callbacks;

/// <summary>Shops that behave as the real clients do, in PHP: what they sign is accepted, what is sent to them they hear.</summary>
public sealed class ShopTests : IDisposable
{
    private const string Key = "k&y+会%20";
    private const string Awkward = @"VIP 会员 + 1 & ""q"" 100% it\'s = #1";

    private readonly CallbackSender sender = new(
        Options.Create(new CallbackOptions { AllowLoopback = true }), new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), TimeProvider.System);

    public static TheoryData<string> Clients => [.. PhpShop.Clients];

    public void Dispose() => sender.Dispose();

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task What_the_shop_signs_is_accepted_and_nothing_else_is(string client)
    {
        await using var shop = await PhpShop.StartAsync(client, "1001", Key, "http://gateway.example");
        foreach (var (name, type, param) in new[] { ("VIP", "usdt", ""), (Awkward, "usdt", "a b"), ("0", "", "0") })
        {
            var submit = await shop.SubmitAsync("N-1", "10.50", name, type, param);
            Verify(submit, Key).Should().BeTrue($"{client} signs {name}/{type}/{param}");
            Verify(submit, Key + "x").Should().BeFalse();
            var changed = submit with { Parameters = submit.Parameters.ToDictionary(pair => pair.Key, pair => pair.Key == "money" ? "0.01" : pair.Value) };
            Verify(changed, Key).Should().BeFalse("the money is signed");
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task The_shop_hears_its_callback_once_as_paid(string client)
    {
        await using var shop = await PhpShop.StartAsync(client, "1001", Key, "http://gateway.example");
        var delivery = DeliveryOf(await shop.SubmitAsync("N-1", "10.50", Awkward), Key);

        var tries = await AttemptAsync(delivery);

        tries[^1].Error.Should().BeNull($"{client} answered {tries[^1].StatusCode} {tries[^1].Answer}");
        var heard = await shop.HeardAsync();
        heard.Should().HaveCount(tries.Count);
        heard.Select(notice => notice.Verdict).Should().Equal(tries.Select((_, i) => i == tries.Count - 1 ? "paid" : "refused"));
        var delivered = DeliveryRules.Record(delivery, tries, CompletedOrders.Now);
        delivered.Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Theory]
    [InlineData("dujiaoka", true)]
    [InlineData("sspanel", true)]
    [InlineData("zfaka188", true)]
    [InlineData("blesta", true)]
    [InlineData("cloudreve", true)]
    [InlineData("v2board", false)]
    [InlineData("wyx2685", false)]
    [InlineData("xboard", false)]
    [InlineData("proxypanel", false)]
    [InlineData("panel188", false)]
    [InlineData("newapi", false)]
    public async Task A_shop_that_is_deaf_to_POST_hears_the_GET_of_the_same_attempt(string client, bool isDeafToPost)
    {
        await using var shop = await PhpShop.StartAsync(client, "1001", Key, "http://gateway.example");
        var tries = await AttemptAsync(DeliveryOf(await shop.SubmitAsync("N-1", "10.50"), Key));
        tries.Select(one => one.Method).Should().Equal(isDeafToPost ? ["POST", "GET"] : ["POST"]);
        if (isDeafToPost) tries[0].AnswerLost.Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_callback_signed_with_another_key_is_refused_by_the_shop(string client)
    {
        await using var shop = await PhpShop.StartAsync(client, "1001", Key, "http://gateway.example");
        var tries = await AttemptAsync(DeliveryOf(await shop.SubmitAsync("N-1", "10.50"), "another"));
        tries.Should().OnlyContain(one => one.Error != null);
        (await shop.HeardAsync()).Should().OnlyContain(notice => notice.Verdict == "refused").And.HaveCount(2);
    }

    [Fact]
    public async Task Dujiaoka_refuses_repeats_with_500_and_the_delivery_ends_unconfirmed_after_a_lost_answer()
    {
        await using var shop = await PhpShop.StartAsync("dujiaoka", "1001", Key, "http://gateway.example");
        var delivery = DeliveryOf(await shop.SubmitAsync("N-1", "10.50"), Key);
        var heard = (await AttemptAsync(delivery))[^1];
        var lost = DeliveryRules.Record(delivery, [heard with { StatusCode = null, Answer = null, Error = "no answer", AnswerLost = true }], CompletedOrders.Now);

        var repeated = lost;
        for (var round = 0; round < 10 && repeated.WakeAt is not null; round++)
            repeated = DeliveryRules.Record(repeated, await AttemptAsync(repeated), CompletedOrders.Now);

        repeated.Attempts[^1].StatusCode.Should().Be(500);
        repeated.Status.Should().Be(DeliveryStatus.Unconfirmed);
        (await shop.HeardAsync()).Count(notice => notice.Verdict == "paid").Should().Be(1);
    }

    [Theory]
    [InlineData("""{"code":1,"msg":"ok","trade_no":"t","payurl":"https://g.example/cashier?id=t","qrcode":"x"}""", true)]
    [InlineData("""{"code":"1","msg":"ok","payurl":"https://g.example/cashier?id=t"}""", false)]
    [InlineData("""{"code":1,"msg":"ok"}""", false)]
    [InlineData("""{"code":-1,"msg":"no"}""", false)]
    public async Task SSPanel_wants_an_integer_code_and_a_payurl(string answer, bool accepted)
    {
        await using var shop = await PhpShop.StartAsync("sspanel", "1001", Key, "http://gateway.example");
        (await shop.AcceptsAsync(answer)).Should().Be(accepted);
    }

    private static bool Verify(ShopSubmit submit, string key)
    {
        var parameters = submit.Parameters;
        return EpaySignature.Verify([.. parameters], parameters["sign"], parameters.GetValueOrDefault("sign_type"), key);
    }

    /// <summary>What the gateway sends when the order that the shop asked for is completed.</summary>
    private static Delivery DeliveryOf(ShopSubmit submit, string key)
    {
        var given = submit.Parameters;
        var terms = new OrderTerms
        {
            Face = Face.Epay,
            MoneyText = given["money"],
            Type = Given("type"),
            Subject = Given("name"),
            Param = Given("param"),
            SignType = given["sign_type"],
            NotifyUrl = given["notify_url"],
        };
        var order = CompletedOrders.Of(terms, given["out_trade_no"]);
        return new Delivery
        {
            Order = order.Id,
            Number = 1,
            Merchant = MerchantId.From("m1"),
            Url = terms.NotifyUrl,
            Form = CallbackForm.EpayParameters,
            CreatedAt = CompletedOrders.Now,
            Payload = CompletedOrders.Callback(order, key).Payload,
        };

        string? Given(string name) => given.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_test_of_the_callback_reaches_the_shop_and_is_no_payment(string client)
    {
        await using var shop = await PhpShop.StartAsync(client, "1001", Key, "http://gateway.example");
        var delivery = DeliveryOf(await shop.SubmitAsync("N-1", "10.50"), Key) with { Payload = CallbackFormats.Of(Face.Epay).Test(1001, CompletedOrders.Now).Payload };
        var tries = await AttemptAsync(delivery);
        tries.Should().OnlyContain(one => one.Error != null && one.StatusCode != null);
        (await shop.HeardAsync()).Should().HaveCount(tries.Count).And.OnlyContain(notice => notice.Verdict == "refused");
    }

    private async Task<IReadOnlyList<DeliveryAttempt>> AttemptAsync(Delivery delivery)
    {
        var tries = new List<DeliveryAttempt>();
        foreach (var method in DeliveryRules.Methods(delivery, null))
        {
            tries.Add((await sender.SendAsync(delivery, method, CancellationToken.None))!);
            if (tries[^1].Error is null) break;
        }
        return tries;
    }
}
