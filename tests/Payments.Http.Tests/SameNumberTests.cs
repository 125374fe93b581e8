using System.Net;
using System.Text;
using Payments.Domain.Money;
using Payments.Http.Tests.Faces.Pay188;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests;

/// <summary>Shops repeat themselves: one order number by sixteen connections at once is one order, whoever wins, over real HTTP.</summary>
public sealed class SameNumberTests : IAsyncLifetime
{
    private const int Connections = 16;

    private GatewayHost gateway = null!;
    private Shop shop = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = Api.ApiGateway.DeadNode,
            ["Chains:Bsc:Tokens:USDT:PayableDecimals"] = "6",
            ["Logging:LogLevel:Default"] = "None",
        });
        shop = await Shop.OpenAsync(gateway, "shop@example.com");
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task A_thousand_EPay_numbers_by_sixteen_connections_each_are_a_thousand_orders()
    {
        const int trials = 1000;
        for (var trial = 0; trial < trials; trial++)
        {
            using var form = new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder($"RACE-{trial}")));
            var body = await form.ReadAsByteArrayAsync();
            var answers = await AtOnceAsync("/submit.php", body, "application/x-www-form-urlencoded");
            answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.Found);
            answers.Select(answer => answer.Location).Distinct().Should().ContainSingle().Which.Should().EndWith((await shop.FindAsync($"RACE-{trial}"))!.Id.Value);
        }
        await AssertOneRowAndOneAmountEachAsync(trials);

        using var conflict = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("RACE-0", "70.01"))));
        conflict.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await shop.FindAsync("RACE-0"))!.Money.Should().Be(70);
    }

    [Fact]
    public async Task A_hundred_188Pay_numbers_by_sixteen_connections_each_are_a_hundred_orders()
    {
        const int trials = 100;
        for (var trial = 0; trial < trials; trial++)
        {
            var body = Encoding.UTF8.GetBytes(Pay188Tests.Signed(shop, $"RACE-{trial}", "70", "usdt", null));
            var answers = await AtOnceAsync("/pay/address", body, "application/json");
            answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK);
            answers.Select(answer => answer.Body).Distinct().Should().ContainSingle().Which.Should().Contain($"\"orderId\":\"{(await shop.FindAsync($"RACE-{trial}"))!.Id.Value}\"");
        }
        await AssertOneRowAndOneAmountEachAsync(trials);

        var (status, text) = await Pay188Tests.PostAsync(shop.Http, new StringContent(Pay188Tests.Signed(shop, "RACE-0", "71", "usdt", null), Encoding.UTF8, "application/json"));
        status.Should().Be(HttpStatusCode.Conflict);
        text.Should().StartWith("""{"code":-1,"msg":"amount: order number RACE-0 is taken""");
        (await shop.FindAsync("RACE-0"))!.Money.Should().Be(70);
    }

    private Task<(HttpStatusCode Status, string? Location, string Body)[]> AtOnceAsync(string path, byte[] body, string type) => Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await shop.Http.PostAsync(path, content);
        return (response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync());
    }));

    /// <summary>The amounts follow each other without a gap: no loser of a race has kept one.</summary>
    private async Task AssertOneRowAndOneAmountEachAsync(int trials)
    {
        var orders = await shop.OrdersAsync();
        orders.Select(order => order.Number).Order(StringComparer.Ordinal).Should().Equal(Enumerable.Range(0, trials).Select(trial => $"RACE-{trial}").Order(StringComparer.Ordinal));
        var step = TokenAmount.Scale(12);
        orders.Select(order => order.Reservation!.Units / step).Order().Should()
            .Equal(Enumerable.Range(10_000_000, trials).Select(steps => (UInt128)steps));
    }
}
