using System.Net;
using Payments.Http.Tests.Api;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Faces.Recharge;

/// <summary>Without an account at Cryptomus, and with simulated payments, which only the setting's name switches on.</summary>
public sealed class SimulatedRechargeTests
{
    private const string Switch = "Providers:Simulated:Enabled";
    private const string Body = """{"amount":"10","currency":"USD","to_currency":"BTC"}""";

    [Theory]
    [InlineData(null)]
    [InlineData("false")]
    public async Task Without_an_account_nothing_is_simulated_and_the_face_says_so(string? simulated)
    {
        await using var gateway = await StartAsync(simulated);
        var shop = await RechargeShop.OpenAsync(gateway, "shop@example.com");
        foreach (var answer in new[]
        {
            await shop.User("u").CreateAsync(Body), await shop.User("u").GetAsync("crypto/currencies"),
        })
            (answer.Status, (string)answer.Body["detail"]!).Should().Be((HttpStatusCode.ServiceUnavailable, "Cryptomus not configured"));
        using var balance = await shop.User("u").SendAsync(HttpMethod.Get, "crypto/balance", null, ("X-Admin-Key", GatewayHost.AdminKey));
        (await balance.Content.ReadAsStringAsync()).Should().Be("""{"detail":"Cryptomus not configured"}""");
        foreach (var path in new[] { "", $"/{shop.Id.Value}" })
        {
            using var webhook = await gateway.Http.PostAsync($"/api/v1/orders/payments/cryptomus-webhook{path}", new StringContent("{}"));
            (webhook.StatusCode, await webhook.Content.ReadAsStringAsync()).Should()
                .Be((HttpStatusCode.ServiceUnavailable, """{"state":1,"message":"Cryptomus not configured"}"""));
        }
    }

    [Fact]
    public async Task A_simulated_recharge_says_so_everywhere()
    {
        await using var gateway = await StartAsync("true");
        var shop = await RechargeShop.OpenAsync(gateway, "shop@example.com");
        var user = shop.User("user-1");
        var (status, made) = await user.CreateAsync(Body);
        var id = (string)made["payment_id"]!;
        (status, (bool)made["simulated"]!, (string)made["pay_amount"]!).Should().Be((HttpStatusCode.Created, true, "0.00016667"));
        ((string)made["address"]!).Should().StartWith("SIMULATED-");
        ((bool)(await user.GetAsync($"payments/{id}")).Body["simulated"]!).Should().BeTrue();
        var coins = (await user.GetAsync("crypto/currencies")).Body;
        ((string)coins["source"]!, (bool)coins["simulated"]!, coins["currencies"]!.AsArray().Count).Should().Be(("simulated", true, 7));

        var order = (await shop.Client.GetAsync($"/orders/{id}")).Data;
        ((string)order["charges"]![0]!["provider"]!, (string)order["charges"]![0]!["method"]!).Should().Be(("simulated", "simulated"));
        (await gateway.Http.GetStringAsync($"/cashier?id={id}&lang=en")).Should().Contain("Simulated payment, no money");
        (await shop.Client.PostAsync($"/orders/{id}/complete", """{"reason":"test"}""")).Status.Should().Be(HttpStatusCode.OK);
        await user.BecomesAsync(id, "completed");
        var entry = (await shop.Client.GetAsync("/users/user-1/statement?currency=USD")).Data["entries"]![0]!;
        ((string)entry["text"]!).Should().Be("Recharge: Simulated payment, no money");

        // Nobody is offered it by other ways, so no shop is paid with it unasked.
        var pid = (long)(await shop.Client.GetAsync($"/merchants/{shop.Id.ToUuid()}")).Data["pid"]!;
        var form = EpayForm.Of(pid, shop.Secret, "E-1", "70", "https://shop.example/n", "");
        using var submit = await gateway.Http.PostAsync("/submit.php", new FormUrlEncodedContent(form));
        var page = submit.Headers.Location is { } location
            ? await gateway.Http.GetStringAsync(location)
            : await submit.Content.ReadAsStringAsync();
        page.Should().NotContain("value=\"simulated\"");
    }

    [Fact]
    public async Task Production_refuses_it_at_the_start()
    {
        var start = () => StartAsync("true", ("Providers:Environment", "Production"));
        (await start.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain($"{Switch}: must be false in production");
        var misspelt = () => StartAsync("yes");
        (await misspelt.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain($"{Switch} is 'yes': expected true or false");
    }

    private static Task<GatewayHost> StartAsync(string? simulated, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?> { [Switch] = simulated, ["Logging:LogLevel:Default"] = "None" };
        foreach (var (name, value) in more) settings[name] = value;
        return GatewayHost.StartAsync(settings);
    }
}
